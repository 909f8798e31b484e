using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Chat.Messaging.Storage;

/// <summary>
/// Brings a database to the newest schema: numbered SQL files (<c>Migrations/Shard</c>, <c>Migrations/Directory</c>), each
/// in a transaction of its own and recorded in <c>schema_migration</c>. An advisory lock keeps replicas that start together
/// apart; running it again does nothing.
/// </summary>
public static class Migrations
{
    public const string Shard = "Shard";
    public const string Directory = "Directory";

    /// <summary>Also held while partitions are made. Any number that nobody else uses.</summary>
    internal const string TakeLock = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(7254031)";

    private static readonly Assembly Assembly = typeof(Migrations).Assembly;

    /// <param name="set"><see cref="Shard"/> or <see cref="Directory"/>.</param>
    public static async Task RunAsync(NpgsqlDataSource source, string set, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        foreach (var (number, resource) in Of(set))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, TakeLock, cancellation);
            await ExecuteAsync(
                connection,
                "CREATE TABLE IF NOT EXISTS schema_migration (number int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
                cancellation);
            await using var record = new NpgsqlCommand("INSERT INTO schema_migration (number) VALUES ($1) ON CONFLICT DO NOTHING", connection)
            {
                Parameters = { new NpgsqlParameter<int> { TypedValue = number } },
            };
            if (await record.ExecuteNonQueryAsync(cancellation) == 1)
                await ExecuteAsync(connection, await ReadAsync(resource, cancellation), cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }

    // Resource names: Chat.Messaging.Storage.Migrations.{set}.{number}_{name}.sql
    private static IEnumerable<(int Number, string Resource)> Of(string set)
    {
        var prefix = $"{typeof(Migrations).FullName}.{set}.";
        return Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (Number: int.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), name))
            .OrderBy(migration => migration.Number);
    }

    private static async Task<string> ReadAsync(string resource, CancellationToken cancellation)
    {
        using var reader = new StreamReader(Assembly.GetManifestResourceStream(resource)!);
        return await reader.ReadToEndAsync(cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
