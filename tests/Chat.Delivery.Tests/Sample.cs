using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Sessions;
using Google.Protobuf;

namespace Chat.Delivery.Tests;

/// <summary>Users, devices and events by small numbers: user 1 has the devices 10 to 19, user 2 those from 20 on.</summary>
internal static class Sample
{
    public const long Accepted = 1_767_225_600_000;

    public static Session Session(int device, long connection, string gateway = "gateway-a") =>
        new(new UserId(device / 10), new DeviceId(device), connection, gateway, 0);

    public static MemberSeqs Seqs(long user, long from = 1, long? first = null) =>
        new() { UserId = user, FromSeq = from, FirstSeq = first ?? from };

    public static ChatMembers Members(long chat, long version, params MemberSeqs[] members) =>
        new() { ChatId = chat, MembershipVersion = version, Members = { members } };

    /// <summary>The users 1 to <paramref name="count"/>.</summary>
    public static ChatMembers Crowd(long chat, long version, int count) =>
        Members(chat, version, [.. Enumerable.Range(1, count).Select(user => Seqs(user))]);

    public static Event Message(long chat, long seq, int device, long version = 1, MessageKind kind = MessageKind.Message) => new()
    {
        ChatId = chat,
        MembershipVersion = version,
        AcceptedAt = Accepted,
        Message = new StoredMessage
        {
            ChatId = chat,
            Seq = seq,
            SenderId = device / 10,
            DeviceId = device,
            Kind = (int)kind,
            ClientMsgId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray(bigEndian: true)),
            Ciphertext = ByteString.CopyFromUtf8($"message {seq}"),
        },
    };

    public static Event Watermark(long chat, long user, long seq, long version = 1) => new()
    {
        ChatId = chat,
        MembershipVersion = version,
        AcceptedAt = Accepted,
        Watermark = new WatermarkMoved { UserId = user, Seq = seq, Type = (int)ReceiptType.READ, At = Accepted },
    };

    public static Event Change(
        long chat, long version, string change, IEnumerable<MemberSeqs>? added = null, IEnumerable<MemberSeqs>? removed = null, long about = 0) => new()
    {
        ChatId = chat,
        MembershipVersion = version,
        AcceptedAt = Accepted,
        Membership = new MembershipChanged
        {
            Change = change, Version = 100 + version, Added = { added ?? [] }, Removed = { removed ?? [] }, UserId = about,
        },
    };

    public static Event Revoked(int device) => new()
    {
        AcceptedAt = Accepted,
        DeviceRevoked = new DeviceRevoked { UserId = device / 10, DeviceId = device },
    };
}
