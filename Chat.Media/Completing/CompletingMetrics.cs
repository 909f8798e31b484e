using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Media.Completing;

internal static class CompletingMetrics
{
    public static readonly Counter<long> Hashed =
        ChatMetrics.Meter.CreateCounter<long>("chat.media.hashed", "By", "Bytes of uploads that were read from the store to verify them");
}
