using System.Net;
using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;

namespace Chat.Edge.Tests;

public sealed class RoutingTests(RedisFixture redis) : EdgeTest(redis)
{
    [Theory]
    [InlineData("/api/chats", ServiceNames.Messaging)]
    [InlineData("/api/users/u_1", ServiceNames.Messaging)]
    [InlineData("/api/media", ServiceNames.Media)]
    [InlineData("/api/media/f_1/complete", ServiceNames.Media)]
    [InlineData("/api/presence?userIds=u_1", ServiceNames.Presence)]
    [InlineData(HubRoute.Path, ServiceNames.Gateway)]
    [InlineData(HubRoute.Negotiate, ServiceNames.Gateway)]
    public async Task A_request_goes_to_the_service_that_owns_its_address(string address, string service)
    {
        var upstreams = new Dictionary<string, Upstream>();
        foreach (var name in (string[])[ServiceNames.Messaging, ServiceNames.Media, ServiceNames.Presence, ServiceNames.Gateway])
            upstreams[name] = await Stack.StartUpstreamAsync(name);
        var edge = await Stack.StartEdgeAsync();

        await edge.GetAsync(address);

        Assert.All(upstreams, upstream => Assert.Equal(upstream.Key == service ? 1 : 0, upstream.Value.Requests.Count));
        Assert.Equal(address.Split('?')[0], upstreams[service].Requests.Single().Path);
    }

    [Theory]
    [InlineData("/internal/write")]
    [InlineData("/internal")]
    [InlineData("/api/../internal/write")]
    [InlineData("/api/%2e%2e/internal/write")]
    [InlineData("/ws/connect/../../internal/push")]
    [InlineData("/ws")]
    [InlineData("/")]
    [InlineData("/nothing")]
    public async Task Nothing_else_is_forwarded(string path)
    {
        var messaging = await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        var gateway = await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync();

        // As written: a Uri would take the dots out by itself.
        var address = new Uri(edge.BaseAddress!.ToString().TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        await AssertProblemAsync(await edge.GetAsync(address), HttpStatusCode.NotFound, "not-found");

        Assert.Empty(messaging.Requests);
        Assert.Empty(gateway.Requests);
    }

    [Fact]
    public async Task An_encoded_slash_does_not_leave_the_api()
    {
        var messaging = await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        var edge = await Stack.StartEdgeAsync();

        await edge.GetAsync(new Uri(edge.BaseAddress + "api/..%2finternal%2fwrite", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.All(messaging.Requests, request => Assert.StartsWith("/api/", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_services_secret_does_not_pass_from_outside_and_the_trace_does()
    {
        var messaging = await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        var edge = await Stack.StartEdgeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/chats")
        {
            Headers =
            {
                { InternalSecret.Header, "a secret for the tests alone" },
                { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
                { "Authorization", "Bearer token" },
                { "X-Forwarded-For", "6.6.6.6" },
            },
        };

        await edge.SendAsync(request);

        var headers = Assert.Single(messaging.Requests).Headers;
        Assert.DoesNotContain(InternalSecret.Header, headers.Keys);
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", headers["traceparent"], StringComparison.Ordinal);
        Assert.Equal("Bearer token", headers["Authorization"]);
        Assert.DoesNotContain("6.6.6.6", headers["X-Forwarded-For"], StringComparison.Ordinal);
    }
}
