namespace Chat.Contracts.Internal;

public sealed partial class SendItem
{
    public Guid ClientMsgGuid => ClientMsgIdBytes.Read(ClientMsgId);

    /// <summary>As it is stored, once it has its place.</summary>
    /// <param name="sentAt">Unix milliseconds.</param>
    public StoredMessage ToStored(long seq, long sentAt) => new()
    {
        ChatId = ChatId,
        Seq = seq,
        SenderId = SenderId,
        DeviceId = DeviceId,
        ClientMsgId = ClientMsgId,
        Kind = Kind,
        RefSeq = RefSeq,
        Ciphertext = Ciphertext,
        SentAt = sentAt,
        MediaIds = { MediaIds },
    };
}
