using Chat.Checker.Policies;

namespace Chat.Checker;

/// <summary>Names every anomaly of a run. Its time and memory rise with the number of events, whatever their spread.</summary>
public static class RunChecker
{
    private static readonly IAnomalyPolicy[] Policies = [];

    /// <returns>Empty for a run as it should be. By kind, in the order of <see cref="AnomalyKind"/>.</returns>
    public static IReadOnlyList<Anomaly> Check(RecordedRun run) =>
        [.. Policies.SelectMany(policy => policy.Find(run))];
}
