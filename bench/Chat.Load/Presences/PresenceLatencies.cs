using Chat.Load.Reporting;

namespace Chat.Load.Presences;

/// <summary>From a user's change to the event at each watcher.</summary>
internal sealed class PresenceLatencies
{
    public LatencyHistogram Coming { get; } = new();

    public LatencyHistogram Goodbye { get; } = new();

    public LatencyHistogram Reset { get; } = new();
}
