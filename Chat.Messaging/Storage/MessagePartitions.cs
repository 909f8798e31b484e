using System.Globalization;
using Chat.ServiceDefaults.Storage;
using Npgsql;

namespace Chat.Messaging.Storage;

/// <summary>
/// The monthly partitions of <c>message</c> and <c>receipt</c> (months of UTC): the last month's, so that clocks may
/// differ, this month's and the next two. Attached instead of created in place: that does not stop writers.
/// </summary>
public static class MessagePartitions
{
    private static readonly string[] Tables = ["message", "receipt"];

    public static async Task CreateAsync(NpgsqlDataSource source, DateTimeOffset now, CancellationToken cancellation)
    {
        var month = new DateOnly(now.UtcDateTime.Year, now.UtcDateTime.Month, 1);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        foreach (var table in Tables)
        {
            for (var offset = -1; offset <= 2; offset++)
                await CreateAsync(connection, table, month.AddMonths(offset), cancellation);
        }
    }

    private static async Task CreateAsync(NpgsqlConnection connection, string table, DateOnly month, CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{table}_{month:yyyy_MM}");
        if (await ExistsAsync(connection, name, cancellation))
            return;

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var locked = new NpgsqlCommand(Migrations.TakeLock, connection))
            await locked.ExecuteNonQueryAsync(cancellation);
        if (!await ExistsAsync(connection, name, cancellation))
        {
            var sql = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SET LOCAL lock_timeout = '2s';
                CREATE TABLE {name} (LIKE {table} INCLUDING ALL);
                ALTER TABLE {table} ATTACH PARTITION {name} FOR VALUES FROM ('{month:yyyy-MM-dd} 00:00:00+00') TO ('{month.AddMonths(1):yyyy-MM-dd} 00:00:00+00');
                """);
            await using var create = new NpgsqlCommand(sql, connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        // Not to_regclass: a session remembers that there was no such table, past the wait for the lock.
        await using var command = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_class WHERE relname = $1 AND relnamespace = current_schema()::regnamespace)", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = name } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
