using System.Diagnostics.Metrics;
using Chat.Presence.Tracking;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Presence.Telling;

internal static class TellingMetrics
{
    /// <summary>One change that one connection was told.</summary>
    public static readonly Counter<long> Told =
        ChatMetrics.Meter.CreateCounter<long>("chat.presence.told", "{change}", "Changes that a gateway took, a watcher each");

    public static void Observe(Board board)
    {
        ChatMetrics.Meter.CreateObservableGauge(
            "chat.presence.online", () => board.Online, "{user}", "Users of this replica who are ONLINE");
        ChatMetrics.Meter.CreateObservableGauge(
            "chat.presence.watched", () => board.Watched, "{watch}", "Users who are watched, a connection each");
    }
}
