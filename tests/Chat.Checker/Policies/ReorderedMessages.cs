using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// Applied for the first time in this life, after one of a higher seq in the same chat. Judged for what belongs on the
/// device: yields to <c>phantom</c>, <c>diverged</c> and <c>leaked</c>; an old message that comes again is a <c>duplicate</c>.
/// </summary>
internal sealed class ReorderedMessages : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) =>
        from device in run.Devices
        from applied in device.Applied
        where applied.Arrival == Arrival.Late
        select device.Anomaly(AnomalyKind.Reordered, applied.Message, "applied after a higher seq of this chat");
}
