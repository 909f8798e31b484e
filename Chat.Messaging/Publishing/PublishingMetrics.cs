using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Messaging.Publishing;

public static class PublishingMetrics
{
    public static readonly Counter<long> Failures =
        ChatMetrics.Meter.CreateCounter<long>("chat.publish.failures", "{record}", "Records that Kafka did not acknowledge");

    /// <summary>By <c>outbox</c>.</summary>
    public static readonly Counter<long> Swept =
        ChatMetrics.Meter.CreateCounter<long>("chat.outbox.swept", "{row}", "Outbox rows that were published late");

    /// <summary>By <c>outbox</c>.</summary>
    public static readonly Gauge<double> Age =
        ChatMetrics.Meter.CreateGauge<double>("chat.outbox.age", "s", "Age of the oldest row that is not marked as published");

    /// <summary>By <c>outbox</c>: acknowledgements that found the queue of marks full, their rows are published again.</summary>
    public static readonly Counter<long> MarksDropped =
        ChatMetrics.Meter.CreateCounter<long>("chat.outbox.marks.dropped", "{row}", "Acknowledged outbox rows that could not be marked");
}
