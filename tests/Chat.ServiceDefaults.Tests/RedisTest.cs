using Chat.Testing.Infrastructure;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Tests;

[CollectionDefinition("Redis")]
public sealed class RedisCollection : ICollectionFixture<RedisFixture>;

/// <summary>A test on the shared Redis, which is empty when it begins.</summary>
[Collection("Redis")]
public abstract class RedisTest(RedisFixture redis) : IAsyncLifetime
{
    private ConnectionMultiplexer? _connection;

    protected IConnectionMultiplexer Redis => _connection!;

    protected IDatabase Database => Redis.GetDatabase();

    public virtual async Task InitializeAsync()
    {
        await redis.FlushAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
    }

    public virtual Task DisposeAsync()
    {
        _connection?.Dispose();
        return Task.CompletedTask;
    }
}
