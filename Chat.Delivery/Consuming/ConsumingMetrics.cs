using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Delivery.Consuming;

internal static class ConsumingMetrics
{
    private static long _lag;

    public static readonly Counter<long> Records =
        ChatMetrics.Meter.CreateCounter<long>("chat.delivery.records", "{record}", "Records read from Kafka");

    public static readonly Counter<long> Poison =
        ChatMetrics.Meter.CreateCounter<long>("chat.delivery.records.poison", "{record}", "Records that could not be read");

    public static readonly ObservableGauge<long> Lag = ChatMetrics.Meter.CreateObservableGauge(
        "chat.delivery.lag", () => Volatile.Read(ref _lag), "{record}", "Records of the assigned partitions that are not done yet");

    public static void SetLag(long records) => Volatile.Write(ref _lag, records);
}
