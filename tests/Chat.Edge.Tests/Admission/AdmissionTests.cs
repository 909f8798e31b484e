using System.Net;
using System.Net.WebSockets;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;

namespace Chat.Edge.Tests.Admission;

public sealed class AdmissionTests(RedisFixture redis) : EdgeTest(redis)
{
    [Fact]
    public async Task Too_many_new_connections_are_asked_to_come_later_and_the_others_go_on()
    {
        var gateway = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync(("Edge:ConnectsPerSecond", "1"));

        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 10; i++)
            answers.Add(await edge.PostAsync(HubRoute.Negotiate, null));
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.OK);

        await AssertProblemAsync(refused, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        var connected = await edge.GetAsync($"{HubRoute.Path}?id={ConnectionToken.Append("token", gateway.Id)}");
        Assert.Equal(HttpStatusCode.OK, connected.StatusCode);
    }

    [Fact]
    public async Task A_connection_counts_once_with_a_negotiation_and_without()
    {
        var gateway = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync(("Edge:ConnectsPerSecond", "0.001"), ("Edge:ConnectBurst", "2"));

        Assert.Equal(HttpStatusCode.OK, (await edge.PostAsync($"{HubRoute.Negotiate}?negotiateVersion=1", null)).StatusCode);
        var token = ConnectionToken.Append("token", gateway.Id);
        for (var poll = 0; poll < 5; poll++)
            Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync($"{HubRoute.Path}?id={token}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync(HubRoute.Path)).StatusCode);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await edge.PostAsync(HubRoute.Negotiate, null)).StatusCode);
        using var direct = new ClientWebSocket();
        direct.Options.CollectHttpResponseDetails = true;
        var address = new UriBuilder(edge.BaseAddress!) { Scheme = "ws", Path = HubRoute.Path, Query = "access_token=one" }.Uri;
        await Assert.ThrowsAsync<WebSocketException>(() => direct.ConnectAsync(address, CancellationToken.None));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, direct.HttpStatusCode);
        Assert.InRange(int.Parse(Assert.Single(direct.HttpResponseHeaders!["Retry-After"])), 1, 30);
    }

    [Fact]
    public async Task Without_limits_nobody_is_refused()
    {
        await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync(("Edge:ConnectsPerSecond", "1"), ("CHAT_LIMITS", "off"));

        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, (await edge.PostAsync(HubRoute.Negotiate, null)).StatusCode);
    }
}
