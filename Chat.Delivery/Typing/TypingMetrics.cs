using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Delivery.Typing;

internal static class TypingMetrics
{
    public static readonly Counter<long> Sent =
        ChatMetrics.Meter.CreateCounter<long>("chat.delivery.typing", "{typing}", "Typing that was told to the other members' devices");

    /// <summary>By <c>reason</c>: <c>full</c>, <c>members</c> (not at hand in time), <c>not-a-member</c>, <c>withheld</c>,
    /// <c>pulled</c> (a channel too large to be pushed to), <c>budget</c>, <c>sessions</c> (Redis is away), <c>gateway</c>
    /// (pushes wait for it; one gateway's devices), <c>failed</c> (a defect).</summary>
    public static readonly Counter<long> Dropped =
        ChatMetrics.Meter.CreateCounter<long>("chat.delivery.typing.dropped", "{typing}", "Typing that was told to nobody");

    public static void Drop(string reason, int count = 1) => Dropped.Add(count, new KeyValuePair<string, object?>("reason", reason));
}
