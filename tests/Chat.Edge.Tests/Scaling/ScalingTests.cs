using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chat.Edge.Scaling;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;

namespace Chat.Edge.Tests.Scaling;

public sealed class ScalingTests(RedisFixture redis) : EdgeTest(redis)
{
    private const string Key = "a scaling key of the tests";

    [Fact]
    public async Task The_scaler_learns_how_many_connections_there_are()
    {
        await Stack.StartUpstreamAsync(ServiceNames.Gateway, load: () => 30_000);
        var draining = await Stack.StartUpstreamAsync(ServiceNames.Gateway, load: () => 12_345);
        await draining.DrainAsync();
        var edge = await Stack.StartEdgeAsync(("Scaling:Key", Key));

        var response = await AskAsync(edge);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"connections":42345}""", await response.Content.ReadAsStringAsync());
        Assert.Empty(draining.Requests);
    }

    [Theory]
    [InlineData("GET", "/scaling/gateway", null)]
    [InlineData("GET", "/scaling/gateway", "")]
    [InlineData("GET", "/scaling/gateway", "a scaling key of the testz")]
    [InlineData("GET", "/scaling/messaging", Key)]
    [InlineData("POST", "/scaling/gateway", Key)]
    [InlineData("POST", "/scaling/gateway", null)]
    public async Task To_anybody_else_it_is_an_unknown_address(string method, string path, string? key)
    {
        var edge = await Stack.StartEdgeAsync(("Scaling:Key", Key));

        var response = await AskAsync(edge, key, method, path);
        var unknown = await AskAsync(edge, key, method, "/nothing");

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "not-found");
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_key_there_is_no_such_address(string? key)
    {
        var edge = await Stack.StartEdgeAsync();

        await AssertProblemAsync(await AskAsync(edge, key), HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_part_of_the_connections_is_no_answer()
    {
        await Stack.StartUpstreamAsync(ServiceNames.Gateway, load: () => 30_000);
        await Stack.StartUpstreamAsync(ServiceNames.Gateway);
        var edge = await Stack.StartEdgeAsync(("Scaling:Key", Key));

        await AssertProblemAsync(await AskAsync(edge), HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    [Fact]
    public async Task While_redis_is_away_there_is_no_number()
    {
        var own = new RedisFixture();
        await own.InitializeAsync();
        var edge = await Stack.StartEdgeAsync(("Scaling:Key", Key), ("ConnectionStrings:redis", own.ConnectionString));
        Assert.Equal(0, (await (await AskAsync(edge)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connections").GetInt64());

        await own.DisposeAsync();

        await AssertProblemAsync(await AskAsync(edge), HttpStatusCode.ServiceUnavailable, "unavailable");
    }

    [Fact]
    public async Task A_key_that_could_be_guessed_is_refused_at_the_start() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Stack.StartEdgeAsync(("Scaling:Key", "short")));

    private static async Task<HttpResponseMessage> AskAsync(
        HttpClient edge, string? key = Key, string method = "GET", string path = "/scaling/gateway")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
            request.Headers.TryAddWithoutValidation(ScalingKey.Header, key);
        return await edge.SendAsync(request);
    }
}
