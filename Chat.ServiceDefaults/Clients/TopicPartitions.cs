using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.ServiceDefaults.Clients;

/// <summary>How many partitions a topic has: asked at the start and every minute, so that partitions added later are used.
/// While they are added, records of a chat may be in two of them; devices repair by seq.</summary>
public sealed partial class TopicPartitions(
    string topic, IProducer<byte[], byte[]> producer, TimeProvider time, ILogger<TopicPartitions> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UntilKnown = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile int _count;

    /// <summary>0: not known yet, since no broker has answered.</summary>
    public int Count
    {
        get => _count;
        internal set => _count = value;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // The client's call blocks.
            await Task.Run(Ask, stoppingToken);
            await Task.Delay(_count == 0 ? UntilKnown : Every, time, stoppingToken);
        }
    }

    private void Ask()
    {
        try
        {
            // Made anew each time: in Confluent.Kafka 1.9 a dependent admin client polls without a pause while it lives.
            using var admin = new DependentAdminClientBuilder(producer.Handle).Build();
            // A topic that is not there yet has none, and is created by being asked for where brokers allow that.
            if (admin.GetMetadata(topic, Patience).Topics is [{ Partitions.Count: > 0 and var partitions }])
                Count = partitions;
        }
        catch (KafkaException exception)
        {
            LogNotKnown(logger, topic, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka did not say how many partitions {Topic} has")]
    private static partial void LogNotKnown(ILogger logger, string topic, Exception exception);
}
