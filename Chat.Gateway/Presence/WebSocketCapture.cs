using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace Chat.Gateway.Presence;

/// <summary>Remembers the WebSocket that is accepted: its <c>CloseStatus</c> is what the other side closed with, if it did.
/// Reads and writes pass it by.</summary>
public sealed class WebSocketCapture(IHttpWebSocketFeature sockets) : IHttpWebSocketFeature
{
    private volatile WebSocket? _accepted;

    public bool IsWebSocketRequest => sockets.IsWebSocketRequest;

    public WebSocket? Accepted => _accepted;

    public async Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => _accepted = await sockets.AcceptAsync(context);
}
