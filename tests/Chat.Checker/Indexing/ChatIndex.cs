using Chat.Contracts.Ids;

namespace Chat.Checker.Indexing;

internal sealed class ChatIndex
{
    private readonly StoredEntry[] _entries;
    private readonly Dictionary<UserId, MemberInterval[]> _times;

    public ChatIndex(ChatHistory history)
    {
        History = history;
        _entries = [.. history.Messages.OrderBy(entry => entry.Seq)];
        _times = history.Members.GroupBy(time => time.UserId).ToDictionary(times => times.Key, times => times.ToArray());
    }

    public ChatHistory History { get; }

    public ChatId Id => History.ChatId;

    /// <summary>By seq.</summary>
    public ReadOnlySpan<StoredEntry> Entries => _entries;

    /// <summary>The seqs that devices name, in ACKs and in what they applied.</summary>
    public SeqSet Named { get; } = new();

    public IEnumerable<UserId> PresentMembers =>
        _times.Where(times => times.Value.Any(time => time.UntilSeq is null)).Select(times => times.Key);

    /// <summary>One, unless the server has none or several at this seq.</summary>
    public ReadOnlySpan<StoredEntry> At(long seq)
    {
        var first = FirstFrom(seq);
        var end = first;
        while (end < _entries.Length && _entries[end].Seq == seq)
            end++;
        return _entries.AsSpan(first..end);
    }

    public ReadOnlySpan<StoredEntry> After(long seq) => _entries.AsSpan(FirstFrom(seq + 1));

    public bool MaySee(UserId user, long seq)
    {
        if (!_times.TryGetValue(user, out var times))
            return false;
        foreach (var time in times)
        {
            if (time.Holds(seq))
                return true;
        }

        return false;
    }

    private int FirstFrom(long seq)
    {
        var (low, high) = (0, _entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_entries[middle].Seq < seq)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
