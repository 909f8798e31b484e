using System.Buffers.Binary;
using Chat.Contracts.Ids;

namespace Chat.Contracts.Internal;

/// <summary>The Kafka topic of everything that happens in chats, keyed by chat.</summary>
public static class EventTopic
{
    public const string Name = "chat.events";

    public static byte[] Key(ChatId chat) => Key(chat.Value);

    /// <summary>A device's revocation is in the order of its user.</summary>
    public static byte[] Key(UserId user) => Key(user.Value);

    private static byte[] Key(long value)
    {
        var key = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(key, value);
        return key;
    }
}
