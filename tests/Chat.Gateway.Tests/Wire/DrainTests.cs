using System.Net;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Instances;
using Chat.Testing;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

/// <summary>A gateway that has much time for its goodbyes.</summary>
[Collection(GatewayStackCollection.Name)]
public sealed class DrainTests(GatewayStack stack)
{
    [Fact]
    public async Task While_it_drains_it_is_alive_and_not_ready_and_serves_those_who_are_there()
    {
        await using var gateway = await StartAsync();
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(gateway.Instance.Public, TestTokens.Of(user, device));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        using var http = new HttpClient { BaseAddress = gateway.Instance.Public };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health")).StatusCode);

        await gateway.TerminateAsync();

        await Eventually.Async(async token => (await http.GetAsync("/health", token)).StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/alive")).StatusCode);
        await Eventually.Async(async _ => ((string?)await Redis.StringGetAsync(Lease(gateway)))?.EndsWith(" 1", StringComparison.Ordinal) == true);
        Assert.Equal(1, (long)await Redis.StringGetAsync(InstanceKeys.Load(ServiceNames.Gateway, gateway.Instance.Id)));
        var send = new { clientMsgId = Guid.NewGuid(), chatId = stack.NewChat().ToString(), ciphertext = "AQ==" };
        Assert.Equal(1, (await socket.InvokeAsync(HubMethods.Send, send)).GetProperty("seq").GetInt64());
        var (other, otherDevice) = stack.NewDevice();
        await using var late = await HubSocket.ConnectAsync(gateway.Instance.Public, TestTokens.Of(other, otherDevice));
        await GatewayStack.ExpectClosingAsync(late, CloseReasons.Draining);
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        await using var gateway = await StartAsync();
        var (user, device) = stack.NewDevice();
        await using var socket = await HubSocket.ConnectAsync(gateway.Instance.Public, TestTokens.Of(user, device));
        await socket.InvokeAsync(HubMethods.Heartbeat, new { });
        await gateway.TerminateAsync();
        await Eventually.Async(async _ => ((string?)await Redis.StringGetAsync(Lease(gateway)))?.EndsWith(" 1", StringComparison.Ordinal) == true);

        await gateway.TerminateAsync();

        await socket.Closed;
        Assert.Equal(0, await gateway.ExitAsync());
        Assert.False(await Redis.KeyExistsAsync(Lease(gateway)));
        Assert.False(await Redis.KeyExistsAsync(InstanceKeys.Load(ServiceNames.Gateway, gateway.Instance.Id)));
    }

    private StackExchange.Redis.IDatabase Redis => stack.Redis.GetDatabase();

    private static string Lease(GatewayProcess gateway) => InstanceKeys.Lease(ServiceNames.Gateway, gateway.Instance.Id);

    private Task<GatewayProcess> StartAsync() =>
        GatewayProcess.StartAsync(stack.Settings, stack.Redis, new Dictionary<string, string?> { ["Gateway:DrainOver"] = "01:00:00" });
}
