using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Delivery.Pushing;

internal static class PushMetrics
{
    /// <summary>Pushes that a gateway took; one push goes to many connections.</summary>
    public static readonly Counter<long> Pushes =
        ChatMetrics.Meter.CreateCounter<long>("chat.delivery.pushes", "{push}", "Pushes that a gateway took");

    /// <summary>By <c>reason</c>: <c>full</c>, <c>given-up</c>, <c>behind</c> (waited behind one that was given up),
    /// <c>gone</c> (the gateway has no lease any more).</summary>
    public static readonly Counter<long> Dropped =
        ChatMetrics.Meter.CreateCounter<long>("chat.delivery.pushes.dropped", "{push}", "Pushes that no gateway took");

    /// <summary>From the acceptance of a message to the gateway's answer.</summary>
    public static readonly Histogram<double> Latency =
        ChatMetrics.Meter.CreateHistogram<double>("chat.delivery.answer.latency", "ms", "Accepted until a gateway took it");

    public static readonly Counter<long> StaleSessions = ChatMetrics.Meter.CreateCounter<long>(
        "chat.delivery.sessions.stale", "{session}", "Registry entries removed because their gateway does not hold the connection");
}
