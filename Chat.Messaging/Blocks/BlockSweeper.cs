using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Storage;

namespace Chat.Messaging.Blocks;

/// <summary>Applies the changes of blocks that their own process did not bring to the shard. Every replica sweeps.</summary>
public sealed partial class BlockSweeper(BlockChanges changes, TimeProvider time, ILogger<BlockSweeper> logger) : BackgroundService
{
    /// <summary>Longer than an undisturbed change takes, a wait for the chat's lock included.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Changes of one turn.</summary>
    private const int Changes = 64;

    /// <summary>One turn. A change whose shard is away is for a later one.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var change in await changes.TakeAsync(Age, Changes, cancellation))
        {
            try
            {
                await changes.ApplyAsync(change, cancellation);
            }
            catch (Exception exception) when (DatabaseOutage.Is(exception))
            {
                LogNotApplied(logger, exception);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (DatabaseOutage.Is(exception))
            {
                LogFailed(logger, exception);
            }

            // Jitter, so that replicas that started together do not sweep together.
            await Task.Delay(Every * (0.5 + Jitter.Next()), time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change of a block could not be applied yet")]
    private static partial void LogNotApplied(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The changes of blocks could not be swept")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
