using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Gateway.Presence;

public static class PresenceMetrics
{
    public static readonly Counter<long> Shed = ChatMetrics.Meter.CreateCounter<long>(
        "chat.presence.shed", "{change}", "Changes that were not written at once, the connection having frames waiting");
}
