using Chat.Messaging.Heads;
using Chat.Messaging.Operations;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Storage;
using Chat.Testing.Infrastructure;
using Npgsql;

namespace Chat.Messaging.Tests.Operations;

/// <summary>Databases of one test, which can be backed up, lost and restored, and to which the service and the operator
/// connect as they do.</summary>
public sealed class DatabaseServer(PostgresFixture postgres) : IAsyncDisposable
{
    private readonly Dictionary<string, string> _databases = [];
    private readonly List<NpgsqlDataSource> _open = [];
    private int _backups;

    /// <summary>Shards of these names, and the directory, with their schema.</summary>
    public async Task CreateAsync(params string[] shards)
    {
        foreach (var name in shards.Append(Shards.DirectoryName))
            _databases[name] = await postgres.CreateDatabaseAsync();
        var created = Serve();
        await Schema.Directory.RunAsync(created.Directory, CancellationToken.None);
        foreach (var shard in created.All)
        {
            await Schema.Shard.RunAsync(shard.Source, CancellationToken.None);
            await MessagePartitions.CreateAsync(shard.Source, DateTimeOffset.UtcNow, CancellationToken.None);
        }

        await CloseAsync();
    }

    /// <summary>A database without anything in it.</summary>
    public async Task AddEmptyAsync(string shard) => _databases[shard] = await postgres.CreateDatabaseAsync();

    public string ConnectionString(string name) => _databases[name];

    /// <summary>As the service connects.</summary>
    /// <param name="map">Null: the shards there are, in equal ranges.</param>
    public Shards Serve(ShardMap? map = null)
    {
        map ??= new ShardMap(_databases.Count - 1);
        return new Shards(map, name => Open(ConnectionSettings.Complete(StorageRegistration.ApplicationOf(map), _databases[name])));
    }

    /// <summary>As an operator's command connects.</summary>
    internal OperatorDatabases Operate(HeadCache? heads = null, ShardMap? map = null, string? movePassword = null) =>
        new(
            new Shards(
                map ?? new ShardMap(_databases.Count - 1),
                name => Open(ConnectionSettings.Complete("chat-messaging", OperatorConnections.Complete(_databases[name])))),
            heads,
            movePassword);

    /// <summary>Everybody's connections end.</summary>
    public async Task CloseAsync()
    {
        foreach (var source in _open)
            await source.DisposeAsync();
        _open.Clear();
    }

    /// <summary>One replica's connections end.</summary>
    public static async Task CloseAsync(Shards shards)
    {
        await shards.Directory.DisposeAsync();
        foreach (var shard in shards.All)
            await shard.Source.DisposeAsync();
    }

    /// <summary>A copy of the database as it is now. Nobody is connected.</summary>
    public async Task<string> BackUpAsync(string name)
    {
        var original = new NpgsqlConnectionStringBuilder(_databases[name]);
        var copy = $"{original.Database}_backup_{++_backups}";
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_databases[name]) { Database = "postgres" });
        await using var command = server.CreateCommand($"CREATE DATABASE {copy} TEMPLATE {original.Database}");
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_databases[name]) { Database = copy }.ConnectionString;
    }

    /// <summary>The database is lost, and stands where it stood at the backup.</summary>
    public void Restore(string name, string backup) => _databases[name] = backup;

    public async ValueTask DisposeAsync() => await CloseAsync();

    private NpgsqlDataSource Open(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        _open.Add(source);
        return source;
    }
}
