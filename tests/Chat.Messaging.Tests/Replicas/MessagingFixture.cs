using Chat.Contracts.Ids;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Storage;
using Chat.Testing.Infrastructure;
using Npgsql;
using Xunit;

namespace Chat.Messaging.Tests.Replicas;

/// <summary>A real PostgreSQL and a real Redis for all tests of this assembly. The tests share the two shards and the
/// directory: each works on chats and users of its own.</summary>
public sealed class MessagingFixture : IAsyncLifetime
{
    private readonly List<NpgsqlDataSource> _sources = [];

    public PostgresFixture Postgres { get; } = new();

    public RedisFixture Redis { get; } = new();

    public Shards Shards { get; private set; } = null!;

    public IdGenerator Ids { get; } = new(TimeProvider.System);

    public async Task InitializeAsync()
    {
        await Task.WhenAll(Postgres.InitializeAsync(), Redis.InitializeAsync());
        Shards = await CreateShardsAsync();
    }

    public async Task DisposeAsync()
    {
        foreach (var source in _sources)
            await source.DisposeAsync();
        await Task.WhenAll(Postgres.DisposeAsync(), Redis.DisposeAsync());
    }

    /// <summary>Fresh databases with their schema: two shards and the directory.</summary>
    public async Task<Shards> CreateShardsAsync()
    {
        var databases = new Dictionary<string, NpgsqlDataSource>();
        foreach (var name in (string[])["chat-0", "chat-1", Shards.DirectoryName])
            databases[name] = await CreateDatabaseAsync();
        var shards = new Shards(new ShardMap(2), name => databases[name]);
        await Schema.Directory.RunAsync(shards.Directory, CancellationToken.None);
        foreach (var shard in shards.All)
        {
            await Schema.Shard.RunAsync(shard.Source, CancellationToken.None);
            await MessagePartitions.CreateAsync(shard.Source, DateTimeOffset.UtcNow, CancellationToken.None);
        }

        return shards;
    }

    /// <summary>An empty database.</summary>
    public async Task<NpgsqlDataSource> CreateDatabaseAsync()
    {
        var source = NpgsqlDataSource.Create(ConnectionSettings.Complete("chat-messaging", await Postgres.CreateDatabaseAsync()));
        _sources.Add(source);
        return source;
    }
}

[CollectionDefinition(Name)]
public sealed class MessagingCollection : ICollectionFixture<MessagingFixture>
{
    public const string Name = "Messaging";
}
