using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>
/// What is under way, by partition and in the order of the offsets: only what has everything before it done may be
/// committed. Used by the consumer's thread alone; records become done from anywhere.
/// </summary>
internal sealed class PartitionProgress
{
    private readonly Dictionary<TopicPartition, Queue<ConsumedRecord>> _partitions = [];

    /// <summary>Records that are not committable yet.</summary>
    public int Records { get; private set; }

    /// <summary>Bytes of their values.</summary>
    public long Bytes { get; private set; }

    public void Assigned(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
            _partitions.TryAdd(partition, new Queue<ConsumedRecord>());
    }

    /// <summary>What is still under way of these goes on, and is not committed.</summary>
    public void Revoked(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (!_partitions.Remove(partition, out var records))
                continue;
            Records -= records.Count;
            Bytes -= records.Sum(record => (long)record.Bytes);
        }
    }

    /// <summary>False if the partition is not assigned any more.</summary>
    public bool TryAdd(ConsumedRecord record)
    {
        if (!_partitions.TryGetValue(record.Position.TopicPartition, out var records))
            return false;

        records.Enqueue(record);
        Records++;
        Bytes += record.Bytes;
        return true;
    }

    public bool IsIdle(IEnumerable<TopicPartition> partitions) =>
        partitions.All(partition => !_partitions.TryGetValue(partition, out var records) || records.All(record => record.IsDone));

    /// <summary>The next offsets to read of the partitions that went on since the last call: what may be committed.</summary>
    public IReadOnlyList<TopicPartitionOffset> TakeCommittable()
    {
        List<TopicPartitionOffset>? offsets = null;
        foreach (var (partition, records) in _partitions)
        {
            ConsumedRecord? last = null;
            while (records.TryPeek(out var record) && record.IsDone)
            {
                last = records.Dequeue();
                Records--;
                Bytes -= last.Bytes;
            }

            if (last is not null)
                (offsets ??= []).Add(new TopicPartitionOffset(partition, last.Position.Offset + 1));
        }

        return offsets ?? (IReadOnlyList<TopicPartitionOffset>)[];
    }
}
