using Chat.Contracts.Ids;

namespace Chat.Checker;

/// <summary>The client told the application of a message: one of others, or an own one on whichever of the user's devices.</summary>
public sealed record MessageApplied(
    DateTimeOffset At, ChatId ChatId, long Seq, MessageId ServerMsgId, UserId From, Guid ClientMsgId, ContentHash Content)
    : DeviceEvent(At);
