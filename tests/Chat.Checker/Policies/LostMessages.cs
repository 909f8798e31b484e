using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// Acknowledged, and not in the chat under the seq and id of the ACK. Once a message, however many devices still have it: those
/// are not <c>diverged</c>, and its seq is no <c>gap</c>. Yields to <c>double-seq</c> where the chat has it at another seq,
/// and to <c>phantom</c> where it has it in another's name.
/// </summary>
internal sealed class LostMessages : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run)
    {
        foreach (var (key, trace) in run.Traces)
        {
            if (trace.Acks.FirstOrDefault(ack => IsLost(run.Chat(key.Chat), key, trace, ack)) is not { } lost)
                continue;
            yield return new Anomaly(
                AnomalyKind.Lost,
                key.Chat,
                key.From,
                null,
                lost.Seq,
                key.ClientMsgId,
                $"acknowledged at {lost.At:O} as {lost.ServerMsgId}");
        }
    }

    private static bool IsLost(ChatIndex? chat, MessageKey key, MessageTrace trace, SendAcked ack)
    {
        var isThere = false;
        foreach (var entry in chat is null ? [] : chat.At(ack.Seq))
        {
            if (entry.ClientMsgId == key.ClientMsgId)
                isThere |= entry.From != key.From || entry.ServerMsgId == ack.ServerMsgId;
        }

        var isElsewhere = trace.StoredSeqs.Length > 0 && !trace.StoredSeqs.Contains(ack.Seq);
        return !isThere && !isElsewhere;
    }
}
