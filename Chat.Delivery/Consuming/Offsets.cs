using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>The group's offsets: what is done is stored here and committed by librdkafka, in the background and at a
/// revocation, so that no commit holds up the reading.</summary>
internal sealed partial class Offsets(Lazy<IConsumer<byte[], byte[]>> consumer, PartitionProgress progress, ILogger logger)
{
    private static readonly TimeSpan CommittedWithin = TimeSpan.FromSeconds(2);

    public void Store()
    {
        foreach (var offset in progress.TakeCommittable())
        {
            try
            {
                consumer.Value.StoreOffset(offset);
            }
            catch (KafkaException exception)
            {
                // The partition has just been taken away: its next owner repeats what is not committed.
                LogNotStored(logger, offset.Partition.Value, exception);
            }
        }
    }

    /// <summary>A broker that does not say counts as one that has forgotten: asking for too much is harmless.</summary>
    public IEnumerable<TopicPartitionOffset> Committed(IReadOnlyList<TopicPartition> partitions)
    {
        try
        {
            return consumer.Value.Committed(partitions, CommittedWithin);
        }
        catch (KafkaException exception)
        {
            LogCommittedNotRead(logger, exception);
            return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Unset));
        }
    }

    /// <summary>Records of the assigned partitions that are not done, by what the client knows without asking the broker.</summary>
    public long Lag()
    {
        var lag = (long)progress.Records;
        foreach (var partition in consumer.Value.Assignment)
        {
            var end = consumer.Value.GetWatermarkOffsets(partition).High;
            var position = consumer.Value.Position(partition);
            if (!end.IsSpecial && !position.IsSpecial)
                lag += Math.Max(0, end.Value - position.Value);
        }

        return lag;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The committed offsets could not be read")]
    private static partial void LogCommittedNotRead(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "An offset of partition {Partition} could not be stored")]
    private static partial void LogNotStored(ILogger logger, int partition, Exception exception);
}
