using Chat.Contracts.Ids;

namespace Chat.Contracts.Internal;

/// <summary>The Kafka topic of everything that happens in chats. All events of a chat are in one partition, in the chat's
/// own order; a record holds events of any of its partition's chats, and has no key.</summary>
public static class EventTopic
{
    public const string Name = "chat.events";

    public static int PartitionOf(ChatId chat, int partitions) => PartitionOf(chat.Value, partitions);

    /// <summary>A device's revocation is in the order of its user.</summary>
    public static int PartitionOf(UserId user, int partitions) => PartitionOf(user.Value, partitions);

    // An id's low bits are those of its shard and a counter: stirred (Fibonacci hashing), so that neither decides alone.
    private static int PartitionOf(long value, int partitions) =>
        (int)(((ulong)value * 0x9E3779B97F4A7C15UL >> 32) % (uint)partitions);
}
