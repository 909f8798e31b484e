using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>
/// The partitions that are read now: follows the claims, and commits what is done. Used by the consumer's thread alone.
/// </summary>
/// <remarks>
/// Offsets are stored here and committed by librdkafka in the background and when a partition is dropped, so that no commit
/// holds up the reading. Of a partition that is dropped, what is under way gets <see cref="Finish"/> to become done; the
/// rest comes again with its next reader.
/// </remarks>
internal sealed partial class Assignment(
    IConsumer<byte[], byte[]> consumer,
    ConsumedTopic topic,
    PartitionClaims claims,
    PartitionProgress progress,
    ForgottenRecords forgotten,
    TimeProvider time,
    ILogger<Assignment> logger)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Finish = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CommittedWithin = TimeSpan.FromSeconds(2);

    private readonly HashSet<int> _read = [];
    private IReadOnlyList<int>? _followed;

    /// <summary>Reads what is claimed, and no more what is not.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Follow()
    {
        var wanted = claims.Wanted;
        if (wanted == _followed)
            return false;

        Drop([.. _read.Except(wanted)]);
        if (TryTake([.. wanted.Except(_read)]))
            _followed = wanted;
        return true;
    }

    public void DropAll() => Drop([.. _read]);

    public void StoreOffsets()
    {
        foreach (var offset in progress.TakeCommittable())
        {
            try
            {
                consumer.StoreOffset(offset);
            }
            catch (KafkaException exception)
            {
                LogNotStored(logger, offset.Partition.Value, exception);
            }
        }
    }

    /// <returns>False if the broker did not say where to begin: tried again in the next turn.</returns>
    private bool TryTake(int[] partitions)
    {
        if (partitions.Length == 0)
            return true;

        List<TopicPartitionOffset> committed;
        try
        {
            committed = consumer.Committed(partitions.Select(Of), CommittedWithin);
        }
        catch (KafkaException exception)
        {
            LogCommittedNotRead(logger, exception);
            return false;
        }

        progress.Assigned(partitions.Select(Of));
        forgotten.Assigned(committed);
        // Without an offset from the beginning: nothing that was published before the first reader came may be left out.
        consumer.IncrementalAssign(committed.Select(one => one.Offset.IsSpecial ? new TopicPartitionOffset(one.TopicPartition, Offset.Beginning) : one));
        _read.UnionWith(partitions);
        LogTaken(logger, partitions.Length);
        return true;
    }

    private void Drop(int[] partitions)
    {
        if (partitions.Length == 0)
            return;

        var dropped = partitions.Select(Of).ToArray();
        var began = time.GetTimestamp();
        while (!progress.IsIdle(dropped) && time.GetElapsedTime(began) < Finish)
            progress.WaitForDone(Turn);
        StoreOffsets();
        Commit();
        progress.Revoked(dropped);
        consumer.IncrementalUnassign(dropped);
        _read.ExceptWith(partitions);
        foreach (var partition in partitions)
            claims.Dropped(partition);
        LogDropped(logger, partitions.Length);
    }

    private void Commit()
    {
        try
        {
            consumer.Commit();
        }
        catch (KafkaException exception) when (exception.Error.Code == ErrorCode.Local_NoOffset)
        {
            // Nothing was done since the last commit.
        }
        catch (KafkaException exception)
        {
            LogNotCommitted(logger, exception);
        }
    }

    private TopicPartition Of(int partition) => new(topic.Name, partition);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} more partitions are this replica's")]
    private static partial void LogTaken(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} partitions are no longer this replica's")]
    private static partial void LogDropped(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The committed offsets could not be read")]
    private static partial void LogCommittedNotRead(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Offsets could not be committed; what they say is done comes again")]
    private static partial void LogNotCommitted(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "An offset of partition {Partition} could not be stored")]
    private static partial void LogNotStored(ILogger logger, int partition, Exception exception);
}
