using Chat.Checker.Indexing;

namespace Chat.Checker.Policies;

/// <summary>Finds the anomalies of one kind. Its docstring says to which other kinds it yields.</summary>
internal interface IAnomalyPolicy
{
    IEnumerable<Anomaly> Find(RunIndex run);
}
