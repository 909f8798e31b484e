using System.Net;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;

namespace Chat.Edge.Tests;

public sealed class AffinityTests(RedisFixture redis) : EdgeTest(redis)
{
    [Fact]
    public async Task A_connections_requests_reach_the_gateway_that_issued_its_token()
    {
        var a = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var b = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync();

        for (var i = 0; i < 10; i++)
        {
            await edge.GetAsync(Connection(a.Id));
            await edge.PostAsync(Connection(b.Id), new StringContent("x"));
        }

        Assert.Equal(10, a.Requests.Count(request => request.Method == "GET"));
        Assert.Equal(10, b.Requests.Count(request => request.Method == "POST"));
        Assert.Equal(20, a.Requests.Count + b.Requests.Count);
    }

    [Fact]
    public async Task A_draining_gateway_keeps_its_connections_and_gets_no_new_ones()
    {
        var a = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var b = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        await a.DrainAsync();
        var edge = await Stack.StartEdgeAsync();

        for (var i = 0; i < 20; i++)
            await edge.PostAsync(HubRoute.Negotiate, null);
        await edge.GetAsync(Connection(a.Id));

        Assert.Equal("GET", Assert.Single(a.Requests).Method);
        Assert.Equal(20, b.Requests.Count);
    }

    [Fact]
    public async Task New_connections_are_spread()
    {
        var a = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var b = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => edge.PostAsync(HubRoute.Negotiate, null)));

        Assert.NotEmpty(a.Requests);
        Assert.NotEmpty(b.Requests);
    }

    [Theory]
    [InlineData("gateway-gone")]
    [InlineData("")]
    public async Task A_connection_whose_gateway_is_gone_is_not_found(string gateway)
    {
        var other = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync();

        await AssertProblemAsync(await edge.GetAsync(Connection(gateway)), HttpStatusCode.NotFound, "not-found");
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_connection_whose_gateway_was_killed_is_not_found_and_a_new_one_goes_elsewhere()
    {
        var other = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var dead = await Stack.AddDeadAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync();

        await AssertProblemAsync(await edge.GetAsync(Connection(dead)), HttpStatusCode.NotFound, "not-found");
        Assert.Empty(other.Requests);

        for (var i = 0; i < 10; i++)
            Assert.Equal(HttpStatusCode.OK, (await edge.PostAsync(HubRoute.Negotiate, null)).StatusCode);
        Assert.Equal(10, other.Requests.Count);
    }

    private static string Connection(string gateway) => $"{HubRoute.Path}?id={ConnectionToken.Append("token", gateway)}";
}
