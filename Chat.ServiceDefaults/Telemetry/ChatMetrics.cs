using System.Diagnostics.Metrics;

namespace Chat.ServiceDefaults.Telemetry;

/// <summary>The instruments that more than one service records. A feature's own ones stand in the feature.</summary>
public static class ChatMetrics
{
    public const string MeterName = "Chat";

    public static readonly Meter Meter = new(MeterName);

    /// <summary>Items a batch, by <c>batcher</c>.</summary>
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("chat.batch.size", "{item}", "Items in a batch");

    /// <summary>Internal calls that failed, by <c>route</c>.</summary>
    public static readonly Counter<long> CallFailures = Meter.CreateCounter<long>("chat.call.failures", "{call}", "Internal calls that failed");
}
