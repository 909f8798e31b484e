using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>
/// In the chat, and on a device whose user was not a member at that seq: before the joining, after the removal, or between
/// two times. Yields to <c>phantom</c> and <c>diverged</c>: what is not the chat's cannot leak from it.
/// </summary>
internal sealed class LeakedMessages : IAnomalyPolicy
{
    public IEnumerable<Anomaly> Find(RunIndex run) =>
        from device in run.Devices
        from applied in device.Applied
        where applied.Standing == Standing.Leaked
        select device.Anomaly(AnomalyKind.Leaked, applied.Message, $"from {applied.Message.From}, outside the user's times in the chat");
}
