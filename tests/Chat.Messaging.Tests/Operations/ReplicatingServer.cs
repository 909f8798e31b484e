using Chat.Testing.Infrastructure;
using Npgsql;
using Xunit;

namespace Chat.Messaging.Tests.Operations;

/// <summary>A server from which can be replicated. Names of slots and of roles are the server's: one test after the other.</summary>
public sealed class ReplicatingServer : IAsyncLifetime
{
    public PostgresFixture Postgres { get; } = new() { WalLevel = "logical" };

    public async Task InitializeAsync()
    {
        await Postgres.InitializeAsync();
        await using var source = NpgsqlDataSource.Create(await Postgres.CreateDatabaseAsync());
        // A subscription's worker starts no sooner than this after another's; 5 s unless it is set.
        foreach (var sql in (string[])["ALTER SYSTEM SET wal_retrieve_retry_interval = '50ms'", "SELECT pg_reload_conf()"])
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    public Task DisposeAsync() => Postgres.DisposeAsync();
}
