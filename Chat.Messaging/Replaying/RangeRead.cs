using Chat.Contracts.Internal;

namespace Chat.Messaging.Replaying;

public enum RangeEnd
{
    Complete,

    /// <summary>There may be more of it.</summary>
    Unfinished,

    /// <summary>The user is no member any more.</summary>
    Gone,
}

/// <summary>What a query brought of one range.</summary>
/// <param name="limit">How many messages the query brought at most.</param>
public sealed class RangeRead(SeqRange range, int limit)
{
    public List<StoredMessage> Messages { get; } = [];

    /// <summary>The chat's end in the query's snapshot; null if the range was not answered.</summary>
    public long? ChatLastSeq { get; set; }

    /// <summary>The query stopped in this range or before it.</summary>
    public bool CutOff { get; set; }

    public RangeEnd End =>
        CutOff ? RangeEnd.Unfinished
        : ChatLastSeq is not { } lastSeq ? RangeEnd.Gone
        : Messages.Count == limit && range.After(Messages[^1].Seq).CountIn(lastSeq) > 0 ? RangeEnd.Unfinished
        : RangeEnd.Complete;
}
