using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Checker;

/// <summary>The connection brought a <c>Receipt</c>: the watermark of a member, perhaps of this device's own user.</summary>
public sealed record ReceiptSeen(DateTimeOffset At, ChatId ChatId, UserId UserId, ReceiptType Type, long Seq) : DeviceEvent(At);

/// <summary>The application told its client that the user has read up to here.</summary>
public sealed record ReadMarked(DateTimeOffset At, ChatId ChatId, long Seq) : DeviceEvent(At);
