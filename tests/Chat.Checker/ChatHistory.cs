using Chat.Contracts.Ids;

namespace Chat.Checker;

/// <summary>
/// What the server holds of a chat when the run is over: read after all sends have their outcome and receipts have settled.
/// </summary>
/// <param name="LastSeq">The chat's head.</param>
/// <param name="Messages">The whole history, in any order.</param>
/// <param name="Members">Everyone's times in the chat.</param>
/// <param name="States">As each present member's list of chats shows it; of whom none is given, none is judged.</param>
public sealed record ChatHistory(
    ChatId ChatId,
    bool IsDirect,
    long LastSeq,
    IReadOnlyList<StoredEntry> Messages,
    IReadOnlyList<MemberInterval> Members,
    IReadOnlyList<MemberState> States);

/// <summary>A message in the chat's history.</summary>
public sealed record StoredEntry(
    long Seq, MessageId ServerMsgId, UserId From, Guid ClientMsgId, ContentHash Content, bool IsEvent = false);

/// <summary>A time of a user in a chat: both ends are in it. Who rejoined has several; the open one, if any, is the last.</summary>
/// <param name="UntilSeq">Null for who is still a member.</param>
public sealed record MemberInterval(UserId UserId, long FromSeq, long? UntilSeq = null)
{
    public bool Holds(long seq) => seq >= FromSeq && seq <= (UntilSeq ?? long.MaxValue);
}

/// <summary>The <c>firstSeq</c>, <c>readSeq</c>, <c>deliveredSeq</c> and <c>unread</c> of a present member.</summary>
public sealed record MemberState(UserId UserId, long FirstSeq, long ReadSeq, long DeliveredSeq, long Unread);
