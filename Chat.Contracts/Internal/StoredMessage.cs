using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Contracts.Internal;

public sealed partial class StoredMessage
{
    public Guid ClientMsgGuid => ClientMsgIdBytes.Read(ClientMsgId);

    /// <summary>As a client sees it.</summary>
    public Message ToMessage()
    {
        var chat = new ChatId(ChatId);
        return new Message(
            new MessageId(chat, Seq),
            chat,
            Seq,
            MessageKindText.Write((MessageKind)Kind),
            RefSeq == 0 ? null : RefSeq,
            new UserId(SenderId),
            new DeviceId(DeviceId),
            ClientMsgGuid,
            Ciphertext.ToByteArray(),
            [.. MediaIds.Select(id => new MediaId(id))],
            new WireTime(SentAt));
    }
}
