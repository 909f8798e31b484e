using System.Diagnostics;

namespace Chat.ServiceDefaults.Telemetry;

/// <summary>The source of our own spans; those of ASP.NET Core, HttpClient, SignalR and Npgsql come from the runtime.</summary>
public static class ChatActivity
{
    public const string SourceName = "Chat";

    /// <summary>The Kafka header that carries the trace context (W3C Trace Context).</summary>
    public const string TraceParentHeader = "traceparent";

    public static readonly ActivitySource Source = new(SourceName);
}
