using Chat.ServiceDefaults.Storage;

namespace Chat.Messaging.Storage;

/// <summary>Makes the coming months' partitions, long before they are needed: a turn that fails has sixty days of others.</summary>
public sealed partial class PartitionUpkeep(Shards shards, TimeProvider time, ILogger<PartitionUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(12);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Every, time, stoppingToken);
            foreach (var shard in shards.All)
            {
                try
                {
                    await MessagePartitions.CreateAsync(shard.Source, time.GetUtcNow(), stoppingToken);
                }
                catch (Exception exception) when (DatabaseOutage.Is(exception))
                {
                    LogFailed(logger, shard, exception);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The partitions of {Shard} could not be made")]
    private static partial void LogFailed(ILogger logger, Shard shard, Exception exception);
}
