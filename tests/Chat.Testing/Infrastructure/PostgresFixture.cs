using Chat.DevHost.Processes;
using Npgsql;
using Xunit;

namespace Chat.Testing.Infrastructure;

/// <summary>
/// A real PostgreSQL server for the tests that share the fixture; it takes about 2 s to start. Use it as a collection fixture:
/// <c>[CollectionDefinition("Postgres")] public class PostgresCollection : ICollectionFixture&lt;PostgresFixture&gt;;</c>
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private InfrastructureProcess? _server;
    private int _databases;

    /// <summary><c>logical</c> for logical replication.</summary>
    public string WalLevel { get; init; } = "replica";

    public int Port => Server.Port;

    /// <summary>The server's own pid, to kill it with.</summary>
    public int ProcessId => Server.ProcessId;

    private InfrastructureProcess Server => _server ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async Task InitializeAsync() =>
        _server = await InfrastructureProcess.StartAsync("postgres", ProcessSignal.Interrupt, CheckAsync, "--wal-level", WalLevel);

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    /// <summary>Creates an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", Port));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return ConnectionString(name, Port);
    }

    /// <summary>Throws unless the server answers.</summary>
    private static async Task CheckAsync(int port, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", port) + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
    }

    private static string ConnectionString(string database, int port) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Include Error Detail=true";
}
