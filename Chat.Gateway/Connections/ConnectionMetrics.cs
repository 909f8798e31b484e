using System.Diagnostics.Metrics;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Gateway.Connections;

public static class ConnectionMetrics
{
    public static readonly Counter<long> Connects =
        ChatMetrics.Meter.CreateCounter<long>("chat.connects", "{connection}", "Connections that were let in");

    /// <summary>By <c>reason</c>.</summary>
    public static readonly Counter<long> Disconnects =
        ChatMetrics.Meter.CreateCounter<long>("chat.disconnects", "{connection}", "Connections that ended, refused ones too");

    public static void Observe(ConnectionTable table) =>
        ChatMetrics.Meter.CreateObservableGauge("chat.connections", () => table.Count, "{connection}", "Connections now");
}
