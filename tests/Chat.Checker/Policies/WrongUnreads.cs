using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// A present member's <c>readSeq</c> is above every READ mark of the user's devices, or below one that the server must know
/// of; or <c>unread</c> is not the number of others' messages (events aside) after that <c>readSeq</c>, within the user's
/// times in the chat and from <c>firstSeq</c> on. Yields to <c>watermark-back</c>.
/// </summary>
internal sealed class WrongUnreads : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) =>
        from chat in run.Chats
        from state in chat.History.States
        let objection = Objection(chat, run.WatermarksOf(chat.Id, state.UserId), state)
        where objection is not null
        select new Anomaly(AnomalyKind.UnreadWrong, chat.Id, state.UserId, null, state.ReadSeq, null, objection);

    private static string? Objection(ChatIndex chat, WatermarkTrace trace, MemberState state)
    {
        if (state.ReadSeq < trace.SeenRead)
            return null;
        if (state.ReadSeq > trace.Marked)
            return $"readSeq {state.ReadSeq}, though the user has marked no further than {trace.Marked}";
        // A mark beyond the end means the end.
        if (state.ReadSeq < Math.Min(trace.Claimed, chat.History.LastSeq))
            return $"readSeq {state.ReadSeq}, though the user has marked {trace.Claimed}";

        var unread = 0;
        foreach (var entry in chat.After(Math.Max(state.ReadSeq, state.FirstSeq - 1)))
        {
            if (!entry.IsEvent && entry.From != state.UserId && chat.MaySee(state.UserId, entry.Seq))
                unread++;
        }

        return unread == state.Unread ? null : $"unread {state.Unread}, but {unread} messages after {state.ReadSeq}";
    }
}
