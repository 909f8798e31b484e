using Chat.Delivery.Consuming;
using Confluent.Kafka;

namespace Chat.Delivery.Tests.Consuming;

public sealed class PartitionProgressTests
{
    private static readonly TopicPartition Zero = new("t", 0);
    private static readonly TopicPartition One = new("t", 1);

    private readonly PartitionProgress _progress = new();

    public PartitionProgressTests() => _progress.Assigned([Zero, One]);

    [Fact]
    public void Nothing_is_committed_past_what_is_still_under_way()
    {
        var records = Enumerable.Range(5, 3).Select(offset => Add(Zero, offset)).ToArray();

        records[1].Acknowledgement.Release();
        records[2].Acknowledgement.Release();
        Assert.Empty(_progress.TakeCommittable());

        records[0].Acknowledgement.Release();
        Assert.Equal([new TopicPartitionOffset(Zero, 8)], _progress.TakeCommittable());
        Assert.Empty(_progress.TakeCommittable());
        Assert.Equal(0, _progress.Records);
        Assert.Equal(0, _progress.Bytes);
    }

    [Fact]
    public void Partitions_go_on_without_each_other()
    {
        Add(Zero, 1);
        Add(One, 7).Acknowledgement.Release();

        Assert.Equal([new TopicPartitionOffset(One, 8)], _progress.TakeCommittable());
        Assert.Equal(1, _progress.Records);
    }

    [Fact]
    public void What_was_under_way_of_a_revoked_partition_is_not_committed()
    {
        var record = Add(Zero, 1);
        _progress.Revoked([Zero]);
        record.Acknowledgement.Release();

        Assert.Empty(_progress.TakeCommittable());
        Assert.Equal(0, _progress.Records);
        Assert.False(_progress.TryAdd(Record(Zero, 2)));
    }

    [Fact]
    public void Idle_means_that_all_of_these_partitions_are_done()
    {
        var zero = Add(Zero, 1);
        Add(One, 1);
        Assert.False(_progress.IsIdle([Zero]));

        zero.Acknowledgement.Release();
        Assert.True(_progress.IsIdle([Zero]));
        Assert.False(_progress.IsIdle([Zero, One]));
    }

    private ConsumedRecord Add(TopicPartition partition, long offset)
    {
        var record = Record(partition, offset);
        Assert.True(_progress.TryAdd(record));
        return record;
    }

    private static ConsumedRecord Record(TopicPartition partition, long offset) =>
        new(new TopicPartitionOffset(partition, offset), [], bytes: 10, activity: null, done: () => { });
}
