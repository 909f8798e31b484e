using Chat.Messaging.Heads;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Clients;
using StackExchange.Redis;

namespace Chat.Messaging.Operations;

/// <summary>What the commands work on.</summary>
/// <param name="movePassword"><c>Move:Password</c>.</param>
/// <param name="services">Disposed of with this; null: its owner is another.</param>
internal sealed class OperatorDatabases(Shards shards, HeadCache? heads, string? movePassword = null, IHost? services = null) : IAsyncDisposable
{
    public Shards Shards => shards;

    public string? MovePassword => movePassword;

    /// <summary>Null if no Redis is configured.</summary>
    public HeadCache? Heads => heads;

    /// <summary>By the service's own configuration.</summary>
    public static OperatorDatabases Configured()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        foreach (var connection in builder.Configuration.GetSection("ConnectionStrings").GetChildren())
        {
            if (connection.Value is { } value && (connection.Key == Shards.DirectoryName || connection.Key.StartsWith("chat-", StringComparison.Ordinal)))
                builder.Configuration[connection.Path] = OperatorConnections.Complete(value);
        }

        // Built and never started: no hosted service runs.
        builder.AddStorage();
        var hasRedis = builder.Configuration.GetConnectionString("redis") is not null;
        if (hasRedis)
            builder.AddChatRedis("redis");
        var services = builder.Build();
        return new OperatorDatabases(
            services.Services.GetRequiredService<Shards>(),
            hasRedis ? new HeadCache(services.Services.GetRequiredService<IConnectionMultiplexer>(), TimeProvider.System) : null,
            builder.Configuration["Move:Password"],
            services);
    }

    /// <exception cref="OperationRefusedException">There is no such shard.</exception>
    public Shard Shard(string name) =>
        shards.All.FirstOrDefault(shard => shard.Name == name)
        ?? throw new OperationRefusedException($"There is no ConnectionStrings:{name}. There are {string.Join(", ", shards.All)}.");

    public async ValueTask DisposeAsync()
    {
        if (services is IAsyncDisposable owned)
            await owned.DisposeAsync();
    }
}
