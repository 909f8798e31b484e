using Chat.Contracts.Internal;
using Npgsql;
using NpgsqlTypes;

namespace Chat.Messaging.Publishing;

/// <summary>
/// The outbox of one database: what was committed there and may not have been published. A shard's rows hold places of
/// messages or events, the directory's hold events only. Rows stay for <see cref="Kept"/> after Kafka's acknowledgement.
/// </summary>
public sealed class Outbox(string name, NpgsqlDataSource source, bool hasPlaces)
{
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly string _places = hasPlaces ? "chat_ids, seqs" : "NULL::bigint[], NULL::bigint[]";

    public string Name { get; } = name;

    public NpgsqlDataSource Source { get; } = source;

    /// <summary>Takes the oldest rows that are open for longer than <paramref name="age"/> and that nobody else holds; they
    /// are held until the transaction ends.</summary>
    public async Task<IReadOnlyList<OutboxRow>> TakeAsync(NpgsqlConnection connection, TimeSpan age, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT outbox_id, created_at, {_places}, events FROM outbox
            WHERE published_at IS NULL AND created_at < clock_timestamp() - $1
            ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
            """,
            connection)
        {
            Parameters = { new() { Value = age, NpgsqlDbType = NpgsqlDbType.Interval }, new NpgsqlParameter<int> { TypedValue = limit } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(new OutboxRow(
                reader.GetInt64(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.IsDBNull(2) ? [] : reader.GetFieldValue<long[]>(2),
                reader.IsDBNull(3) ? [] : reader.GetFieldValue<long[]>(3),
                reader.IsDBNull(4) ? null : EventBatch.Parser.ParseFrom(reader.GetFieldValue<byte[]>(4))));
        }

        return rows;
    }

    public async Task MarkAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE outbox SET published_at = clock_timestamp() WHERE outbox_id = ANY($1) AND published_at IS NULL", connection)
        {
            Parameters = { new NpgsqlParameter<long[]> { TypedValue = ids } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Opens rows again that count as published, so that they are swept once more.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReopenAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        // In the order of everyone else who updates several.
        await using var command = Source.CreateCommand(
            """
            WITH published AS MATERIALIZED (
                SELECT outbox_id FROM outbox WHERE published_at IS NOT NULL AND created_at >= $1 ORDER BY outbox_id FOR UPDATE)
            UPDATE outbox SET published_at = NULL FROM published WHERE outbox.outbox_id = published.outbox_id
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>How many were deleted, at most <paramref name="limit"/>.</returns>
    public async Task<int> DeletePublishedAsync(NpgsqlConnection connection, int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            DELETE FROM outbox WHERE outbox_id = ANY(ARRAY(
                SELECT outbox_id FROM outbox WHERE published_at < clock_timestamp() - $1
                ORDER BY published_at LIMIT $2 FOR UPDATE SKIP LOCKED))
            """,
            connection)
        {
            Parameters = { new() { Value = Kept, NpgsqlDbType = NpgsqlDbType.Interval }, new NpgsqlParameter<int> { TypedValue = limit } },
        };
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>Age of the oldest open row; null if none is open.</returns>
    public async Task<TimeSpan?> AgeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT clock_timestamp() - min(created_at) FROM outbox WHERE published_at IS NULL", connection);
        return await command.ExecuteScalarAsync(cancellation) as TimeSpan?;
    }
}
