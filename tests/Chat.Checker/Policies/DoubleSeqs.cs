using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// One clientMsgId of a sender in a chat at two seqs, in ACKs, in the chat, or in the one and the other. Once a message, under
/// its lowest seq; the devices that have it at either are not <c>diverged</c>. Yields to nothing.
/// </summary>
internal sealed class DoubleSeqs : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run)
    {
        foreach (var (key, trace) in run.Traces)
        {
            if (trace.Acks.Length + trace.StoredSeqs.Length < 2)
                continue;

            var acked = trace.Acks.Select(ack => ack.Seq).Distinct().Order().ToArray();
            var seqs = acked.Union(trace.StoredSeqs).ToArray();
            if (seqs.Length < 2)
                continue;
            yield return new Anomaly(
                AnomalyKind.DoubleSeq,
                key.Chat,
                key.From,
                null,
                seqs.Min(),
                key.ClientMsgId,
                $"acknowledged at {string.Join(", ", acked)}; in the chat at {string.Join(", ", trace.StoredSeqs)}");
        }
    }
}
