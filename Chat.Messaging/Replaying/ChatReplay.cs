using Chat.Contracts.Ids;

namespace Chat.Messaging.Replaying;

/// <summary>One chat's replay under way: what the user may see of it and has not been given.</summary>
public sealed class ChatReplay
{
    private readonly List<SeqRange> _ranges;

    /// <param name="intervals">The user's memberships in their order, a present one last and open. What the user may see is
    /// all of them, not what lies between.</param>
    /// <param name="lastSeq">Of the chat, as it was when the intervals were read.</param>
    /// <param name="activeAt">Unix milliseconds.</param>
    public ChatReplay(ChatId chat, IReadOnlyList<SeqRange> intervals, long lastSeq, long activeAt)
    {
        Chat = chat;
        LastSeq = lastSeq;
        ActiveAt = activeAt;
        MemberFrom = intervals[^1].First;
        Until = intervals[^1].Last;
        _ranges = [.. intervals];
    }

    public ChatId Chat { get; }

    public long ActiveAt { get; }

    /// <summary>Names the last membership: if a present one stands there no more when messages are read, the user was
    /// removed.</summary>
    public long MemberFrom { get; }

    /// <summary>The last seq of who is a member no more; null: a present one.</summary>
    public long? Until { get; }

    public bool IsFormer => Until is not null;

    public long LastSeq { get; private set; }

    public IReadOnlyList<SeqRange> Ranges => _ranges;

    /// <summary>Seqs to bring, as far as is known.</summary>
    public long Count => _ranges.Sum(range => range.CountIn(LastSeq));

    /// <summary>Leaves out what the device has.</summary>
    public void StartAfter(long cursor)
    {
        for (var i = 0; i < _ranges.Count; i++)
            _ranges[i] = _ranges[i].After(cursor);
    }

    /// <summary>Leaves out all but the last so many that the user may see.</summary>
    public void StartAtNewest(int count)
    {
        var left = (long)count;
        for (var i = _ranges.Count - 1; i >= 0; i--)
        {
            var seqs = _ranges[i].CountIn(LastSeq);
            if (seqs > left)
                _ranges[i] = _ranges[i] with { First = _ranges[i].First + seqs - left };
            left -= Math.Min(left, seqs);
        }
    }

    /// <summary>0: no page was given yet.</summary>
    public long GivenThrough { get; private set; }

    /// <summary>Everything up to this seq was given; the chat was found to be that long.</summary>
    public void Advance(long seq, long lastSeq)
    {
        GivenThrough = seq;
        StartAfter(seq);
        LastSeq = Math.Max(LastSeq, lastSeq);
    }
}
