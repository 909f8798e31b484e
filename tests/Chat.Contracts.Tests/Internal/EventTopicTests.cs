using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Contracts.Tests.Internal;

public sealed class EventTopicTests
{
    /// <summary>Replicas of two versions must agree while one replaces the other.</summary>
    [Theory]
    [InlineData(1, 8, 1)]
    [InlineData(258, 8, 2)]
    [InlineData(1L << 40, 100, 24)]
    public void A_chat_s_partition_stays_what_it_was(long chat, int partitions, int expected) =>
        Assert.Equal(expected, EventTopic.PartitionOf(new ChatId(chat), partitions));

    [Fact]
    public void Chats_spread_over_all_partitions()
    {
        var ids = new IdGenerator(TimeProvider.System);

        var counts = Enumerable.Range(0, 8_000).CountBy(_ => EventTopic.PartitionOf(ids.Next<ChatId>(), 8)).ToArray();

        Assert.Equal(8, counts.Length);
        Assert.All(counts, partition => Assert.InRange(partition.Value, 700, 1_300));
    }
}
