using Chat.Contracts.Retrying;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Chat.ServiceDefaults.Storage;

/// <summary>What a service does to a database before it starts. A database that is away is waited for; what fails otherwise
/// (a migration that does not fit) ends the process.</summary>
public sealed partial class SchemaStart(TimeProvider time, ILogger<SchemaStart> logger)
{
    public async Task UntilDoneAsync(string database, Func<CancellationToken, Task> update, CancellationToken cancellation)
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
