using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Google.Protobuf;

namespace Chat.Benchmarks;

/// <summary>What the load generator sends as well: 120 bytes of ciphertext, which are 160 characters of base64.</summary>
internal static class Sample
{
    public const int CiphertextBytes = 120;

    /// <summary>2026-01-01.</summary>
    public const long At = 1_767_225_600_000;

    private static readonly IdGenerator Ids = new(TimeProvider.System);
    private static readonly Random Bytes = new(1);

    public static ChatId Chat { get; } = Ids.Next<ChatId>();

    public static UserId NewUser() => Ids.Next<UserId>();

    public static DeviceId NewDevice() => Ids.Next<DeviceId>();

    public static byte[] Ciphertext() => Random(CiphertextBytes);

    public static StoredMessage Message(long seq) => new()
    {
        ChatId = Chat.Value,
        Seq = seq,
        SenderId = NewUser().Value,
        DeviceId = NewDevice().Value,
        ClientMsgId = ByteString.CopyFrom(Random(16)),
        Ciphertext = ByteString.CopyFrom(Ciphertext()),
        SentAt = At,
    };

    public static SendItem Send() => new()
    {
        ChatId = Chat.Value,
        SenderId = NewUser().Value,
        DeviceId = NewDevice().Value,
        ClientMsgId = ByteString.CopyFrom(Random(16)),
        Ciphertext = ByteString.CopyFrom(Ciphertext()),
    };

    public static Event Event(long seq) => new() { ChatId = Chat.Value, MembershipVersion = 1, AcceptedAt = At, Message = Message(seq) };

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        Bytes.NextBytes(bytes);
        return bytes;
    }
}
