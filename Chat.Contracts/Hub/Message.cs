using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>A message as clients see it: pushed live, streamed by <c>Sync</c>, listed by the history.</summary>
public sealed record Message(
    MessageId ServerMsgId,
    ChatId ChatId,
    long Seq,
    string Kind,
    long? RefSeq,
    UserId From,
    DeviceId FromDevice,
    Guid ClientMsgId,
    byte[] Ciphertext,
    IReadOnlyList<MediaId> MediaIds,
    WireTime SentAt);
