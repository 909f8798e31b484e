using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Chat.Testing.Infrastructure;

namespace Chat.Edge.Tests;

[CollectionDefinition("Redis")]
public sealed class RedisCollection : ICollectionFixture<RedisFixture>;

/// <summary>A test with a stack of its own, on the shared Redis.</summary>
[Collection("Redis")]
public abstract class EdgeTest(RedisFixture redis) : IAsyncLifetime
{
    private EdgeStack? _stack;

    protected EdgeStack Stack => _stack ?? throw new InvalidOperationException("The test has not begun.");

    public async Task InitializeAsync() => _stack = await EdgeStack.CreateAsync(redis);

    public async Task DisposeAsync() => await Stack.DisposeAsync();

    protected static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
    }
}
