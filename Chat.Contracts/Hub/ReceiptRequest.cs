using Chat.Contracts.Ids;

namespace Chat.Contracts.Hub;

/// <summary>The argument of <c>Receipt</c>: up to and including that message, named by its id or its seq.</summary>
public sealed record ReceiptRequest(ChatId? ChatId, string? Type, MessageId? ServerMsgId = null, long? Seq = null);

/// <summary>The event <c>Receipt</c>.</summary>
public sealed record Receipt(ChatId ChatId, UserId UserId, string Type, long Seq, WireTime At);
