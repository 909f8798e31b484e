using Npgsql;

namespace Chat.Messaging.Publishing;

/// <summary>A shard's rows hold places of messages or events, the directory's hold events only.</summary>
public sealed class Outbox(string name, NpgsqlDataSource source, StoredEvents stored, bool hasPlaces) : IOutbox
{
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly string _places = hasPlaces ? "chat_ids, seqs" : "NULL::bigint[], NULL::bigint[]";

    public string Name { get; } = name;

    public async Task MarkAsync(long[] ids, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await MarkAsync(connection, ids, cancellation);
    }

    public async Task<IOutboxSweep> BeginSweepAsync(CancellationToken cancellation) =>
        new OutboxSweep(await source.OpenConnectionAsync(cancellation), stored, _places);

    public async Task<int> ReopenAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        // In the order of everyone else who updates several.
        await using var command = source.CreateCommand(
            """
            WITH published AS MATERIALIZED (
                SELECT outbox_id FROM outbox WHERE published_at IS NOT NULL AND created_at >= $1 ORDER BY outbox_id FOR UPDATE)
            UPDATE outbox SET published_at = NULL FROM published WHERE outbox.outbox_id = published.outbox_id
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static async Task MarkAsync(NpgsqlConnection connection, long[] ids, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE outbox SET published_at = clock_timestamp() WHERE outbox_id = ANY($1) AND published_at IS NULL", connection)
        {
            Parameters = { new NpgsqlParameter<long[]> { TypedValue = ids } },
        };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
