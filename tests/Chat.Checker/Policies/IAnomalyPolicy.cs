namespace Chat.Checker.Policies;

/// <summary>Finds the anomalies of one kind.</summary>
internal interface IAnomalyPolicy
{
    IEnumerable<Anomaly> Find(RecordedRun run);
}
