using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Google.Protobuf;

namespace Chat.Contracts.Tests.Internal;

public sealed class StoredMessageTests
{
    [Fact]
    public void A_stored_message_reads_as_the_client_sees_it()
    {
        var id = Guid.NewGuid();
        var stored = new StoredMessage
        {
            ChatId = 7, Seq = 3, SenderId = 8, DeviceId = 9, Kind = 1, RefSeq = 2, SentAt = 1_767_322_985_120,
            ClientMsgId = ByteString.CopyFrom(id.ToByteArray(bigEndian: true)),
            Ciphertext = ByteString.CopyFrom(1, 2, 255),
            MediaIds = { 4 },
        };

        var message = StoredMessage.Parser.ParseFrom(stored.ToByteArray()).ToMessage();

        Assert.Equal(new MessageId(new ChatId(7), 3), message.ServerMsgId);
        Assert.Equal((new ChatId(7), 3L, "event", 2L), (message.ChatId, message.Seq, message.Kind, message.RefSeq));
        Assert.Equal((new UserId(8), new DeviceId(9), id), (message.From, message.FromDevice, message.ClientMsgId));
        Assert.Equal([1, 2, 255], message.Ciphertext);
        Assert.Equal([new MediaId(4)], message.MediaIds);
        Assert.Equal("2026-01-02T03:03:05.120Z", message.SentAt.ToString());
    }
}
