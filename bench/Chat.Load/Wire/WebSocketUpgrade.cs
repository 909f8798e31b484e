using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Chat.Load.Wire;

/// <summary>SignalR's negotiation and the upgrade after it, on one socket.</summary>
internal static class WebSocketUpgrade
{
    public static async Task RunAsync(Socket socket, HubEndpoint hub, CancellationToken cancellationToken)
    {
        var (path, host) = (hub.Address.AbsolutePath, hub.Address.Authority);
        var negotiated = await HttpOnce.SendAsync(
            socket,
            $"POST {path}/negotiate?negotiateVersion=1 HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {hub.Token}\r\nContent-Length: 0\r\n\r\n",
            cancellationToken);
        if (negotiated.Status != 200)
            throw new ConnectRefusedException(negotiated.Status, negotiated.RetryAfter);

        var id = Uri.EscapeDataString(JsonNode.Parse(negotiated.Body)!["connectionToken"]!.GetValue<string>());
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var upgraded = await HttpOnce.SendAsync(
            socket,
            $"GET {path}?id={id}&access_token={hub.Token} HTTP/1.1\r\nHost: {host}\r\n"
            + $"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n",
            cancellationToken);
        if (upgraded.Status != 101)
            throw new ConnectRefusedException(upgraded.Status, upgraded.RetryAfter);
    }
}
