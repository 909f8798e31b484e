using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway.Presence;

/// <summary>
/// Whether the other side of a connection said goodbye before it went: by SignalR's close message, by the WebSocket's close
/// frame (a browser sends one for a page that is left), or by deleting its long polling connection. A transport that just
/// breaks shows none of these.
/// </summary>
public sealed class Farewell
{
    private static readonly object Key = new();

    private WebSocketCapture? _socket;
    private volatile bool _said;
    private volatile bool _fellSilent;

    /// <summary>Whatever the server said itself: what the other side answers to that is no goodbye.</summary>
    public bool IsSaid => _said || _socket?.Accepted?.CloseStatus is not null;

    /// <summary>SignalR has given it up, having heard nothing for the client timeout.</summary>
    public bool FellSilent => _fellSilent;

    public static Farewell Of(HubCallerContext context) => (Farewell)context.Items[Key]!;

    public static Farewell Of(HubConnectionContext connection) => (Farewell)connection.Items[Key]!;

    /// <summary>Before anything is known of its end.</summary>
    public static void Begin(HubConnectionContext connection, PollingFarewells polling)
    {
        var http = connection.GetHttpContext();
        var farewell = new Farewell { _socket = http?.Features.Get<IHttpWebSocketFeature>() as WebSocketCapture };
        connection.Items[Key] = farewell;
        if (connection.Features.Get<IHttpTransportFeature>()?.TransportType == HttpTransportType.LongPolling)
            polling.Add(http, farewell);
    }

    public void Say() => _said = true;

    /// <param name="exception">What SignalR ended the connection with: a cancellation is its client timeout.</param>
    public void Note(Exception? exception) => _fellSilent = exception is OperationCanceledException;
}
