using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Presence.LastSeen;

internal static class LastSeenMetrics
{
    public static readonly Counter<long> Dropped = ChatMetrics.Meter.CreateCounter<long>(
        "chat.presence.last_seen.dropped", "{user}", "Times of users seen last that were dropped, too many waiting");
}
