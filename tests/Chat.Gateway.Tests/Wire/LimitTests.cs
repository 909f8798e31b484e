using System.Text.Json;
using Chat.Contracts.Hub;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

/// <summary>A gateway whose limits are small.</summary>
[Collection(GatewayStackCollection.Name)]
public sealed class LimitTests(GatewayStack stack) : IAsyncLifetime
{
    private GatewayProcess _gateway = null!;

    public async Task InitializeAsync() => _gateway = await GatewayProcess.StartAsync(
        stack.Settings.With(
            ("Limits:SendsPerSecond", "1"), ("Limits:SendBurst", "5"), ("Limits:InvocationsPerSecond", "1"), ("Limits:InvocationBurst", "4"),
            ("Limits:ConnectsPerHour", "60"), ("Limits:ConnectBurst", "2")),
        stack.Redis);

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Pipelined_sends_beyond_the_burst_are_rate_limited_and_those_before_keep_their_order()
    {
        var (user, device) = stack.NewDevice();
        var chat = stack.NewChat();
        await using var socket = await HubSocket.ConnectAsync(_gateway.Instance.Public, TestTokens.Of(user, device));
        var sends = Enumerable.Range(0, 20).Select(_ => socket.Begin(HubMethods.Send, Send(chat.ToString()))).ToArray();

        var seqs = new List<long>();
        foreach (var send in sends)
        {
            try
            {
                seqs.Add((await send).GetProperty("seq").GetInt64());
            }
            catch (HubRefusedException refusal)
            {
                Assert.Equal("rate-limited", refusal.Code);
            }
        }

        Assert.Equal([1L, 2, 3, 4, 5], seqs);
        Assert.All(sends[5..], send => Assert.True(send.IsFaulted));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
    }

    [Fact]
    public async Task The_other_methods_have_a_limit_of_their_own_and_the_connection_lives()
    {
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(_gateway.Instance.Public, TestTokens.Of(user, device));
        for (var i = 0; i < 4; i++)
            await socket.InvokeAsync(HubMethods.Typing, new { chatId = stack.NewChat().ToString(), typing = true });

        var refusal = await Assert.ThrowsAsync<HubRefusedException>(() => socket.InvokeAsync(HubMethods.Receipt, new { }));
        Assert.Equal("rate-limited", refusal.Code);
        await socket.InvokeRawAsync(HubMethods.Send, Send(stack.NewChat().ToString()));
    }

    [Fact]
    public async Task A_device_that_connects_too_often_is_told_when_to_come_back()
    {
        var (user, device) = stack.NewDevice();
        for (var i = 0; i < 2; i++)
        {
            await using var socket = await HubSocket.ConnectAsync(_gateway.Instance.Public, TestTokens.Of(user, device));
            await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        }

        await using var refused = await HubSocket.ConnectAsync(_gateway.Instance.Public, TestTokens.Of(user, device));
        var closing = await refused.EventAsync(HubEvents.Closing);
        Assert.Equal(CloseReasons.TooManyConnections, closing.GetProperty("reason").GetString());
        // A connection a minute.
        Assert.InRange(closing.GetProperty("retryAfterMs").GetInt32(), 30_000, 60_000);
        await refused.Closed;
        Assert.True(refused.CloseMessage!.Value.GetProperty("allowReconnect").GetBoolean());
    }

    private static string Send(string chat) =>
        JsonSerializer.Serialize(new[] { new { clientMsgId = Guid.NewGuid(), chatId = chat, ciphertext = "AQ==" } });
}
