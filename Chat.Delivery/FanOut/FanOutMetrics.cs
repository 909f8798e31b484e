using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Delivery.FanOut;

internal static class FanOutMetrics
{
    public static readonly Counter<long> Parts =
        ChatMetrics.Meter.CreateCounter<long>("chat.fanout.parts", "{part}", "Parts of events that Kafka has taken");

    public static readonly Counter<long> Recipients =
        ChatMetrics.Meter.CreateCounter<long>("chat.fanout.recipients", "{recipient}", "Recipients of events that left in parts");

    public static readonly Counter<long> Failures =
        ChatMetrics.Meter.CreateCounter<long>("chat.fanout.failures", "{record}", "Records of parts that Kafka did not take at once");
}
