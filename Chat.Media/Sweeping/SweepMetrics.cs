using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Media.Sweeping;

internal static class SweepMetrics
{
    /// <summary>By <c>why</c>: <c>unfinished</c>, <c>unreferenced</c>.</summary>
    public static readonly Counter<long> Doomed =
        ChatMetrics.Meter.CreateCounter<long>("chat.media.doomed", "{medium}", "Media that the sweeper decided to delete");

    public static readonly Counter<long> Deleted =
        ChatMetrics.Meter.CreateCounter<long>("chat.media.deleted", "{medium}", "Media whose blob and row the sweeper deleted");

    public static readonly Counter<long> Kept =
        ChatMetrics.Meter.CreateCounter<long>("chat.media.kept", "{medium}", "Media that were found to be carried by a message");
}
