using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Testing;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[Collection(GatewayStackCollection.Name)]
public sealed class PresenceTests(GatewayStack stack) : IAsyncLifetime
{
    private PresenceServer _presence = null!;

    public async Task InitializeAsync() => _presence = await PresenceServer.StartAsync(stack.Settings);

    public async Task DisposeAsync() => await _presence.DisposeAsync();

    [Fact]
    public async Task A_close_frame_is_a_goodbye()
    {
        var (user, socket) = await ConnectAsync();
        await socket.SayGoodbyeAsync();
        Assert.True((await GoneAsync(user)).Goodbye);
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task SignalRs_close_message_is_a_goodbye()
    {
        var (user, socket) = await ConnectAsync();
        await using var _ = socket;
        await socket.WriteAsync("""{"type":7}""");
        Assert.True((await GoneAsync(user)).Goodbye);
        await socket.Closed;
    }

    [Fact]
    public async Task A_connection_that_breaks_is_none()
    {
        var (user, socket) = await ConnectAsync();
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await socket.DisposeAsync();
        var gone = await GoneAsync(user);
        Assert.False(gone.Goodbye);
        Assert.InRange(gone.At, before - 1, before + 20_000);
    }

    [Fact]
    public async Task A_connection_that_falls_silent_was_gone_since_it_was_last_heard()
    {
        var settings = new Dictionary<string, string?> { ["Gateway:ClientTimeout"] = "00:00:02" };
        await using var gateway = await GatewayProcess.StartAsync(stack.Settings, stack.Redis, settings);
        var (user, socket) = await ConnectAsync(gateway);
        await using var _ = socket;
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await socket.WriteAsync("""{"type":6}""");
        var gone = await GoneAsync(user);
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.False(gone.Goodbye);
        Assert.InRange(gone.At, before - 1_000, after - 2_000);
    }

    [Fact]
    public async Task Deleting_a_long_polling_connection_is_a_goodbye()
    {
        var (user, device) = stack.NewDevice();
        using var http = new HttpClient { BaseAddress = stack.First.Instance.Public };
        http.DefaultRequestHeaders.Authorization = new("Bearer", TestTokens.Of(user, device));
        using var negotiated = await http.PostAsync("/ws/connect/negotiate?negotiateVersion=1", null);
        var token = (await negotiated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString();
        using var opened = await http.GetAsync($"/ws/connect?id={token}");
        using var handshake = new StringContent("{\"protocol\":\"json\",\"version\":1}\u001e", Encoding.UTF8);
        using var sent = await http.PostAsync($"/ws/connect?id={token}", handshake);
        await HereAsync(user);

        using var deleted = await http.DeleteAsync($"/ws/connect?id={token}");

        Assert.True((await GoneAsync(user)).Goodbye);
    }

    [Fact]
    public async Task A_gateway_that_drains_says_goodbye_for_nobody()
    {
        await using var gateway = await GatewayProcess.StartAsync(stack.Settings, stack.Redis);
        var (user, socket) = await ConnectAsync(gateway);
        await gateway.TerminateAsync();
        await socket.EventAsync(HubEvents.Closing);
        await socket.SayGoodbyeAsync();
        await gateway.ExitAsync();
        Assert.False((await GoneAsync(user)).Goodbye);
        await socket.DisposeAsync();
    }

    [Fact]
    public async Task A_replaced_device_is_reported_by_the_gateway_that_has_it()
    {
        var (user, device) = stack.NewDevice();
        await using var first = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await HereAsync(user);
        await using var second = await HubSocket.ConnectAsync(stack.First.Instance.Public, TestTokens.Of(user, device));
        await GatewayStack.ExpectClosingAsync(first, CloseReasons.Replaced);
        Assert.True(_presence.Of(user)!.Present);
    }

    [Fact]
    public async Task A_watch_is_answered_reported_told_and_ended()
    {
        var (user, socket) = await ConnectAsync();
        var (other, otherSocket) = await ConnectAsync(stack.Second);
        var (absent, _) = stack.NewDevice();
        var answer = await socket.InvokeAsync(HubMethods.WatchPresence, new { userIds = new[] { other.ToString(), absent.ToString(), "nonsense" } });
        Assert.Equal(
            $$"""[{"userId":"{{other}}","status":"ONLINE"},{"userId":"{{absent}}","status":"OFFLINE"}]""", answer.GetRawText());

        await Eventually.True(() => _presence.WatchOf(user) is not null);
        var (gateway, watch) = _presence.WatchOf(user)!.Value;
        Assert.Equal([other.Value, absent.Value], watch.UserIds.Order());
        await stack.TellAsync(stack.First.Instance, Change(watch.ConnectionId, other, lastSeen: 1_700_000_000_123));
        var told = await socket.EventAsync(HubEvents.Presence);
        Assert.Equal($$"""{"userId":"{{other}}","status":"OFFLINE","lastSeen":"2023-11-14T22:13:20.123Z"}""", told.GetRawText());
        Assert.Equal(stack.First.Instance.Id, gateway);

        await socket.InvokeAsync(HubMethods.UnwatchPresence, new { userIds = new[] { other.ToString() } });
        await Eventually.True(() => _presence.WatchOf(user)?.Watch.UserIds is [var left] && left == absent.Value);
        await socket.SayGoodbyeAsync();
        await Eventually.True(() => _presence.WatchOf(user) is null);
        await socket.DisposeAsync();
        await otherSocket.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_watches_500_users_and_no_more()
    {
        var (_, socket) = await ConnectAsync();
        await using var _ = socket;
        string[] Ids(int from, int count) => [.. Enumerable.Range(from, count).Select(i => new UserId(900_000 + i).ToString())];
        await socket.InvokeAsync(HubMethods.WatchPresence, new { userIds = Ids(0, 500) });
        await socket.InvokeAsync(HubMethods.WatchPresence, new { userIds = Ids(0, 500) });
        string[] refused = ["[{}]", "[null]", JsonSerializer.Serialize(new[] { new { userIds = Ids(500, 1) } }), JsonSerializer.Serialize(new[] { new { userIds = Ids(0, 501) } })];
        foreach (var arguments in refused)
            Assert.Equal("bad-request", (await Assert.ThrowsAsync<HubRefusedException>(() => socket.InvokeRawAsync(HubMethods.WatchPresence, arguments))).Code);
        Assert.Equal("bad-request", (await Assert.ThrowsAsync<HubRefusedException>(() => socket.InvokeRawAsync(HubMethods.UnwatchPresence, "[{}]"))).Code);
    }

    [Fact]
    public async Task While_presence_does_not_answer_the_call_is_unavailable_and_the_watch_stands()
    {
        var (user, socket) = await ConnectAsync();
        await using var _ = socket;
        _presence.ReadsFail = true;
        var (other, _) = stack.NewDevice();
        var refusal = await Assert.ThrowsAsync<HubRefusedException>(
            () => socket.InvokeAsync(HubMethods.WatchPresence, new { userIds = new[] { other.ToString() } }));
        Assert.Equal("unavailable", refusal.Code);
        await Eventually.True(() => _presence.WatchOf(user) is not null);
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
    }

    private static PresenceChanges Change(long connection, UserId user, long lastSeen) => new()
    {
        Source = Guid.NewGuid().ToString(),
        Number = 1,
        Changes = { new PresenceChange { State = new PresenceState { UserId = user.Value, LastSeen = lastSeen }, ConnectionIds = { connection } } },
    };

    private async Task<(UserId User, HubSocket Socket)> ConnectAsync(GatewayProcess? gateway = null)
    {
        var (user, device) = stack.NewDevice();
        var socket = await HubSocket.ConnectAsync((gateway ?? stack.First).Instance.Public, TestTokens.Of(user, device));
        await HereAsync(user);
        return (user, socket);
    }

    private Task HereAsync(UserId user) => Eventually.True(() => _presence.Of(user) is { Present: true });

    private async Task<PresentUser> GoneAsync(UserId user)
    {
        await Eventually.True(() => _presence.Of(user) is { Present: false });
        return _presence.Of(user)!;
    }
}
