using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// Applied twice in one life of a device, or at or below the cursor that the life began with. Judged for what belongs on the
/// device: yields to <c>phantom</c>, <c>diverged</c> and <c>leaked</c>.
/// </summary>
internal sealed class DuplicateMessages : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) =>
        from device in run.Devices
        from applied in device.Applied
        where applied.Arrival == Arrival.Again
        select device.Anomaly(AnomalyKind.Duplicate, applied.Message, "applied again in one life, or below its saved cursor");
}
