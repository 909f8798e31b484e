using System.Net;
using System.Net.WebSockets;
using Chat.Contracts.Hub;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Connections;

/// <summary>SignalR's connections over WebSockets: negotiates, then upgrades.</summary>
internal sealed class WebSocketConnectionFactory(HttpClient http, string accessToken, ILogger logger) : IConnectionFactory
{
    /// <param name="endpoint">A <see cref="UriEndPoint"/> with the hub's http or https address.</param>
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var hub = ((UriEndPoint)endpoint).Uri;
        var negotiation = await Negotiation.PostAsync(http, hub, accessToken, cancellationToken);
        var address = new UriBuilder(hub)
        {
            Scheme = hub.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
            Query = $"id={Uri.EscapeDataString(negotiation.Token)}&v={HubRoute.Version}&access_token={Uri.EscapeDataString(accessToken)}",
        };

        var socket = new ClientWebSocket();
        try
        {
            socket.Options.Cookies = negotiation.Cookies;
            socket.Options.CollectHttpResponseDetails = true;
            // SignalR pings by itself.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(address.Uri, cancellationToken);
            return new WebSocketConnection(socket, negotiation.ConnectionId, logger);
        }
        catch (WebSocketException) when (socket.HttpStatusCode is not (0 or HttpStatusCode.SwitchingProtocols))
        {
            var retryAfter = RetryAfter.Of(socket.HttpResponseHeaders);
            var status = (int)socket.HttpStatusCode;
            socket.Dispose();
            throw new HandshakeRefusedException(status, code: null, retryAfter);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
