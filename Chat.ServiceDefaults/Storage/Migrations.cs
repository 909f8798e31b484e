using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Chat.ServiceDefaults.Storage;

/// <summary>
/// Brings a database to the newest schema of one service: numbered SQL files, each in a transaction of its own and recorded in
/// a table. An advisory lock keeps replicas that start together apart; running it again does nothing.
/// </summary>
/// <param name="assembly">Where the SQL files are embedded.</param>
/// <param name="prefix">Their resource names begin so, then <c>{number}_{name}.sql</c>, the number with four digits.</param>
/// <param name="record">The table of the numbers that were applied: one a service in each database.</param>
public sealed class Migrations(Assembly assembly, string prefix, string record)
{
    /// <summary>Also held while partitions are made. Any number that nobody else uses.</summary>
    public const string TakeLock = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(7254031)";

    public async Task RunAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        foreach (var (number, resource) in InOrder())
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, TakeLock, cancellation);
            await ExecuteAsync(
                connection,
                $"CREATE TABLE IF NOT EXISTS {record} (number int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
                cancellation);
            await using var insert = new NpgsqlCommand($"INSERT INTO {record} (number) VALUES ($1) ON CONFLICT DO NOTHING", connection)
            {
                Parameters = { new NpgsqlParameter<int> { TypedValue = number } },
            };
            if (await insert.ExecuteNonQueryAsync(cancellation) == 1)
                await ExecuteAsync(connection, await ReadAsync(resource, cancellation), cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }

    private IEnumerable<(int Number, string Resource)> InOrder() =>
        assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (Number: int.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture), name))
            .OrderBy(migration => migration.Number);

    private async Task<string> ReadAsync(string resource, CancellationToken cancellation)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return await reader.ReadToEndAsync(cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
