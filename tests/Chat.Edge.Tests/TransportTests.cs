using System.Net;
using System.Net.WebSockets;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Chat.Edge.Tests;

/// <summary>SignalR's three ways of carrying a connection.</summary>
public sealed class TransportTests(RedisFixture redis) : EdgeTest(redis)
{
    [Fact]
    public async Task A_web_socket_passes_both_ways_and_closes_with_its_reason()
    {
        var gateway = await Stack.StartUpstreamAsync(ServiceNames.Gateway, EchoAsync);
        var edge = await Stack.StartEdgeAsync();
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(Connection(edge, "ws", gateway.Id), CancellationToken.None);

        var large = new byte[200 * 1024];
        Random.Shared.NextBytes(large);
        await socket.SendAsync(large, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        Assert.Equal(large, await ReceiveAsync(socket));

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
        Assert.Equal("echo over", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task A_stream_of_events_arrives_piece_by_piece()
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gateway = await Stack.StartUpstreamAsync(ServiceNames.Gateway, async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: one\n\n");
            await context.Response.Body.FlushAsync();
            await goOn.Task;
            await context.Response.WriteAsync("data: two\n\n");
        });
        var edge = await Stack.StartEdgeAsync();

        using var response = await edge.GetAsync(Connection(edge, "http", gateway.Id), HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("data: one", await reader.ReadLineAsync());
        goOn.SetResult();
        Assert.Equal("data: two", (await reader.ReadToEndAsync()).Trim());
    }

    [Fact]
    public async Task A_long_poll_is_held_until_the_gateway_answers()
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var gateway = await Stack.StartUpstreamAsync(
            ServiceNames.Gateway,
            async context => await context.Response.WriteAsync(context.Request.Method == "GET" ? await answer.Task : ""));
        var edge = await Stack.StartEdgeAsync();

        var poll = edge.GetAsync(Connection(edge, "http", gateway.Id));
        await Eventually.True(() => gateway.Requests.Count == 1);
        var send = await edge.PostAsync(Connection(edge, "http", gateway.Id), new StringContent("frame"));
        Assert.Equal(HttpStatusCode.OK, send.StatusCode);
        Assert.False(poll.IsCompleted);

        answer.SetResult("pushed");
        Assert.Equal("pushed", await (await poll).Content.ReadAsStringAsync());
        Assert.Equal("frame", gateway.Requests.Last().Body);
    }

    private static Uri Connection(HttpClient edge, string scheme, string gateway) =>
        new UriBuilder(edge.BaseAddress!) { Scheme = scheme, Path = HubRoute.Path, Query = $"id={ConnectionToken.Append("token", gateway)}" }.Uri;

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        while (true)
        {
            var buffer = new byte[16 * 1024];
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
                break;
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "echo over", context.RequestAborted);
    }

    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            await whole.WriteAsync(buffer.AsMemory(0, received.Count));
            if (received.EndOfMessage)
                return whole.ToArray();
        }
    }
}
