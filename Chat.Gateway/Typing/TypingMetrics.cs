using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Gateway.Typing;

public static class TypingMetrics
{
    /// <summary>Begun, still on, and ended ones that a replica of Delivery took.</summary>
    public static readonly Counter<long> Sent =
        ChatMetrics.Meter.CreateCounter<long>("chat.typing.sent", "{typing}", "Typing that was handed to Delivery");

    /// <summary>By <c>reason</c>: <c>no-replica</c>, <c>full</c>, <c>failed</c>; <c>slow-connection</c> is one connection
    /// that was not told because other things wait for it.</summary>
    public static readonly Counter<long> Dropped =
        ChatMetrics.Meter.CreateCounter<long>("chat.typing.dropped", "{typing}", "Typing that was dropped at a gateway");
}
