using Chat.Messaging.Operations.Moving;
using Chat.ServiceDefaults.Storage;

namespace Chat.Messaging.Storage;

/// <summary>
/// Holds up the host's start until every database has the schema and the partitions that this version needs: the process
/// does not listen before, so it is not healthy before. From then on an outage of a database is a matter of the calls that
/// need it.
/// </summary>
public sealed class SchemaUpdate(Shards shards, SchemaStart start, TimeProvider time) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(
        [
            start.UntilDoneAsync(Shards.DirectoryName, cancellation => Schema.Directory.RunAsync(shards.Directory, cancellation), cancellationToken),
            .. shards.All.Select(shard => start.UntilDoneAsync(shard.Name, cancellation => UpdateAsync(shard, cancellation), cancellationToken)),
        ]);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task UpdateAsync(Shard shard, CancellationToken cancellation)
    {
        await Schema.Shard.RunAsync(shard.Source, cancellation);
        await MovedAway.RefuseAsync(shard, shards.Map, cancellation);
        await MessagePartitions.CreateAsync(shard.Source, time.GetUtcNow(), cancellation);
    }
}
