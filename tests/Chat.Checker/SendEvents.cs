using Chat.Contracts.Ids;

namespace Chat.Checker;

/// <summary>Recorded before the message leaves: what is in no such event was sent by nobody.</summary>
public sealed record SendStarted(DateTimeOffset At, ChatId ChatId, Guid ClientMsgId, ContentHash Content, bool IsEvent = false)
    : DeviceEvent(At);

/// <summary>From here on the message is durable, at this seq and under this id.</summary>
public sealed record SendAcked(DateTimeOffset At, ChatId ChatId, Guid ClientMsgId, MessageId ServerMsgId, long Seq) : DeviceEvent(At);

/// <summary>Known not to be stored, by an attempt or by an earlier one.</summary>
public sealed record SendRefused(DateTimeOffset At, ChatId ChatId, Guid ClientMsgId, string Code) : DeviceEvent(At);

/// <summary>
/// Given up: whether it was stored is not known, and either is right. A send without an outcome, its process killed, counts
/// as one of these.
/// </summary>
public sealed record SendUnknown(DateTimeOffset At, ChatId ChatId, Guid ClientMsgId) : DeviceEvent(At);
