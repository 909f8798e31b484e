using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.ServiceDefaults.Limiting;

public static class LimitMetrics
{
    /// <summary>By <c>kind</c>: <c>send</c>, <c>invocation</c>, or a <see cref="ClusterLimit"/>'s.</summary>
    public static readonly Counter<long> Limited =
        ChatMetrics.Meter.CreateCounter<long>("chat.limited", "{request}", "Requests that were refused as too many");
}
