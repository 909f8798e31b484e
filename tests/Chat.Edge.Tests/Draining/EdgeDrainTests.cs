using System.Net.WebSockets;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Chat.Edge.Tests.Draining;

public sealed class EdgeDrainTests(RedisFixture redis) : EdgeTest(redis)
{
    [Fact]
    public async Task A_stopping_edge_forwards_until_a_connections_turn_comes_and_ends_when_all_have_left()
    {
        var gateway = await Stack.StartUpstreamAsync(ServiceNames.Gateway, EchoAsync);
        var edge = await Stack.StartEdgeAsync(("Edge:DrainOver", "01:00:00"));
        using var socket = await ConnectAsync(edge, gateway);

        var stopped = Stack.StopEdgeAsync();
        Assert.Equal(7, await EchoedAsync(socket, 7));
        Assert.False(stopped.IsCompleted);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await stopped;
    }

    [Fact]
    public async Task Connections_are_cut_one_after_another()
    {
        var gateway = await Stack.StartUpstreamAsync(ServiceNames.Gateway, EchoAsync);
        var edge = await Stack.StartEdgeAsync(("Edge:DrainOver", "00:00:02"));
        var sockets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ConnectAsync(edge, gateway)));

        var stopped = Stack.StopEdgeAsync();
        var ends = await Task.WhenAll(sockets.Select(EndAsync));
        await stopped;

        Assert.InRange(ends.Max() - ends.Min(), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Without_a_time_they_are_cut_at_once()
    {
        var gateway = await Stack.StartUpstreamAsync(ServiceNames.Gateway, EchoAsync);
        var edge = await Stack.StartEdgeAsync();
        using var socket = await ConnectAsync(edge, gateway);

        var stopped = Stack.StopEdgeAsync();

        await EndAsync(socket);
        await stopped;
    }

    private static async Task<ClientWebSocket> ConnectAsync(HttpClient edge, Upstream gateway)
    {
        var socket = new ClientWebSocket();
        var address = new UriBuilder(edge.BaseAddress!) { Scheme = "ws", Path = HubRoute.Path, Query = $"id={ConnectionToken.Append("token", gateway.Id)}" }.Uri;
        await socket.ConnectAsync(address, CancellationToken.None);
        Assert.Equal(1, await EchoedAsync(socket, 1));
        return socket;
    }

    private static async Task<byte> EchoedAsync(ClientWebSocket socket, byte sent)
    {
        await socket.SendAsync(new[] { sent }, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        var buffer = new byte[1];
        await socket.ReceiveAsync(buffer, CancellationToken.None);
        return buffer[0];
    }

    /// <summary>When it was cut.</summary>
    private static async Task<DateTimeOffset> EndAsync(ClientWebSocket socket)
    {
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[1], CancellationToken.None));
        return DateTimeOffset.UtcNow;
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[16];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
                break;
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }
}
