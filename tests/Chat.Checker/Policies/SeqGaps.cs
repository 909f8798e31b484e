using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// Seqs up to the chat's head that nobody has; one anomaly for each run of them. Yields to <c>lost</c> and <c>double-seq</c>
/// where an ACK names the seq, and to <c>diverged</c> and <c>phantom</c> where a device has something there.
/// </summary>
internal sealed class SeqGaps : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) => run.Chats.SelectMany(Find);

    private static List<Anomaly> Find(ChatIndex chat)
    {
        var gaps = new List<Anomaly>();
        var before = 0L;
        foreach (var entry in chat.Entries)
        {
            Add(gaps, chat, before + 1, entry.Seq - 1);
            before = entry.Seq;
        }

        Add(gaps, chat, before + 1, chat.History.LastSeq);
        return gaps;
    }

    private static void Add(List<Anomaly> gaps, ChatIndex chat, long first, long last)
    {
        for (var seq = first; seq <= last; seq++)
        {
            if (chat.Named.Contains(seq))
                continue;
            var start = seq;
            while (seq < last && !chat.Named.Contains(seq + 1))
                seq++;
            gaps.Add(new Anomaly(
                AnomalyKind.Gap, chat.Id, null, null, start, null, $"nobody has {start} to {seq} of {chat.History.LastSeq}"));
        }
    }
}
