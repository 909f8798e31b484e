using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Delivery.FanOut;

/// <summary>
/// The Kafka topic of the parts of events for many recipients. A recipient's lane follows from the user alone, and a
/// lane's partition from the chat: whoever comes and goes, and however large the chat grows, all that goes to one
/// recipient of a chat in parts is in one partition, in the chat's order.
/// </summary>
internal static class FanOutTopic
{
    public const string Name = "chat.fanout";

    /// <summary>Over how many partitions one chat's recipients spread at most.</summary>
    public const int Lanes = 8;

    /// <summary>Recipients of a part at most.</summary>
    public const int MaxRecipients = 400;

    public static int LaneOf(UserId user) => (int)(Stirred(user.Value) % Lanes);

    /// <summary>A chat's lanes lie next to each other, so that they share a partition only if there are fewer of them.</summary>
    public static int PartitionOf(ChatId chat, int lane, int partitions) =>
        (EventTopic.PartitionOf(chat, partitions) + lane) % partitions;

    // An id's low bits are those of its shard and a counter.
    private static uint Stirred(long value) => (uint)((ulong)value * 0x9E3779B97F4A7C15UL >> 32);
}
