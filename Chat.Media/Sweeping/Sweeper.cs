using Chat.Contracts.Errors;
using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Storage;
using Npgsql;

namespace Chat.Media.Sweeping;

/// <summary>Deletes uploads that were never completed and media that no message carries. One replica sweeps at a time.</summary>
internal sealed partial class Sweeper(
    NpgsqlDataSource directory, Sweep sweep, SweepSettings settings, TimeProvider time, ILogger<Sweeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Jitter, so that replicas that started together do not sweep together.
            await Task.Delay(settings.SweepEvery * (0.5 + Jitter.Next()), time, stoppingToken);
            try
            {
                await using var held = await SweepLock.TryTakeAsync(directory, stoppingToken);
                while (held is not null && await sweep.TurnAsync(stoppingToken))
                    stoppingToken.ThrowIfCancellationRequested();
            }
            catch (Exception exception) when (DatabaseOutage.Is(exception) || exception is ChatException { Code: ErrorCodes.Unavailable })
            {
                LogFailed(logger, exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Media could not be swept; a later turn goes on")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
