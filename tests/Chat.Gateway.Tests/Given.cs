using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Connections;
using Chat.Gateway.Sending;
using Chat.Gateway.Tests.Connections;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Sessions;
using Chat.Testing.Time;
using Google.Protobuf;

namespace Chat.Gateway.Tests;

/// <summary>What tests begin with.</summary>
internal static class Given
{
    public static readonly ChatId Chat = new(256);
    public static readonly ChatId OtherChat = new(512);
    public static readonly UserId User = new(7);
    public static readonly DeviceId Device = new(8);

    public static ClientConnection Connection(
        FakeLink link, ManualTimeProvider? time = null, GatewayLimits? limits = null, DateTimeOffset? expires = null, DeviceId? device = null)
    {
        time ??= new ManualTimeProvider();
        var caller = new Caller(User, device ?? Device, expires ?? time.GetUtcNow().AddHours(1));
        var connection = new ClientConnection(caller, link, new SendOrder((_, _) => null), limits ?? new GatewayLimits(), time);
        connection.Start();
        return connection;
    }

    public static Session Session(long connectionId, DeviceId? device = null) => new(User, device ?? Device, connectionId, "gateway-1", 0);

    public static StoredMessage Stored(ChatId chat, long seq) => new()
    {
        ChatId = chat.Value,
        Seq = seq,
        SenderId = 3,
        DeviceId = 4,
        ClientMsgId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray(bigEndian: true)),
        Ciphertext = ByteString.CopyFrom(1, 2, 3),
        SentAt = 1,
    };

    public static Message Message(ChatId chat, long seq) => Stored(chat, seq).ToMessage();

    public static Frame Frame(ChatId chat, long seq) => Gateway.Connections.Frame.Of(Message(chat, seq));

    public static SendItem Send(ChatId chat, byte mark) => new() { ChatId = chat.Value, Ciphertext = ByteString.CopyFrom(mark) };

    public static SendRequest SendRequest(int bytes = 3) => new(Guid.NewGuid(), Chat, new byte[bytes]);
}
