using Chat.Contracts.Retrying;
using Npgsql;

namespace Chat.Messaging.Storage;

/// <summary>
/// Holds up the host's start until every database has the schema and the partitions that this version needs: the process
/// does not listen before, so it is not healthy before. A database that is away is waited for; a migration that fails ends
/// the process. From then on an outage of a database is a matter of the calls that need it.
/// </summary>
public sealed partial class SchemaUpdate(Shards shards, TimeProvider time, ILogger<SchemaUpdate> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
        [
            UntilDoneAsync(Shards.DirectoryName, cancellation => Migrations.RunAsync(shards.Directory, Migrations.Directory, cancellation), cancellationToken),
            .. shards.All.Select(shard => UntilDoneAsync(shard.Name, cancellation => UpdateAsync(shard, cancellation), cancellationToken)),
        ]);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task UpdateAsync(Shard shard, CancellationToken cancellation)
    {
        await Migrations.RunAsync(shard.Source, Migrations.Shard, cancellation);
        await MessagePartitions.CreateAsync(shard.Source, time.GetUtcNow(), cancellation);
    }

    private async Task UntilDoneAsync(string database, Func<CancellationToken, Task> update, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await update(cancellation);
                return;
            }
            catch (Exception exception) when (DatabaseOutage.Is(exception) && exception is not NpgsqlException { IsTransient: false })
            {
                LogWaiting(logger, database, exception);
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Database {Database} does not take its schema yet")]
    private static partial void LogWaiting(ILogger logger, string database, Exception exception);
}
