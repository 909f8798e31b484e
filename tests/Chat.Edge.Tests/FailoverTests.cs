using System.Net;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace Chat.Edge.Tests;

public sealed class FailoverTests(RedisFixture redis) : EdgeTest(redis)
{
    [Fact]
    public async Task A_killed_instance_costs_no_request()
    {
        var alive = await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        await Stack.AddDeadAsync(ServiceNames.Messaging);
        var edge = await Stack.StartEdgeAsync();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync("/api/chats")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await edge.PostAsync("/api/chats", new StringContent($"body {i}"))).StatusCode);
        }

        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => $"body {i}"),
            alive.Requests.Where(request => request.Method == "POST").Select(request => request.Body));
        Assert.Equal(40, alive.Requests.Count);
    }

    [Fact]
    public async Task A_read_that_broke_off_is_asked_of_another()
    {
        var breaking = await Stack.StartUpstreamAsync(ServiceNames.Messaging, AbortAsync);
        var whole = await Stack.StartUpstreamAsync(ServiceNames.Messaging);
        var edge = await Stack.StartEdgeAsync();

        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync("/api/chats")).StatusCode);

        Assert.Equal(20, whole.Requests.Count);
        Assert.NotEmpty(breaking.Requests);
    }

    [Fact]
    public async Task A_write_that_broke_off_is_unavailable_and_not_repeated()
    {
        var one = await Stack.StartUpstreamAsync(ServiceNames.Messaging, AbortAsync);
        var two = await Stack.StartUpstreamAsync(ServiceNames.Messaging, AbortAsync);
        var edge = await Stack.StartEdgeAsync();

        var response = await edge.PostAsync("/api/chats", new StringContent("body"));

        await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(1, one.Requests.Count + two.Requests.Count);
    }

    [Fact]
    public async Task With_nobody_there_the_answer_says_so()
    {
        var edge = await Stack.StartEdgeAsync();

        var response = await edge.GetAsync("/api/media/f_1");

        await AssertProblemAsync(response, HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task Without_leases_the_compositions_addresses_stand_in()
    {
        // As an edge that has not reached Redis yet: the service runs, its lease is unknown here.
        var presence = await Stack.StartUpstreamAsync("elsewhere");
        var edge = await Stack.StartEdgeAsync(("services:presence:http:0", presence.Address));

        Assert.Equal(HttpStatusCode.OK, (await edge.GetAsync("/api/presence?userIds=u_1")).StatusCode);
        Assert.Equal("/api/presence", Assert.Single(presence.Requests).Path);
    }

    private static Task AbortAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }
}
