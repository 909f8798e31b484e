using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The result of <c>Send</c>: the message is durable at this seq.</summary>
public sealed record SendAck(Guid ClientMsgId, MessageId ServerMsgId, ChatId ChatId, long Seq, WireTime SentAt);
