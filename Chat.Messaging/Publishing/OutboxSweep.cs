using Chat.Contracts.Internal;
using Npgsql;
using NpgsqlTypes;

namespace Chat.Messaging.Publishing;

/// <param name="connection">Owned from here on. Its transaction begins with the first taking and is rolled back at the end
/// unless it was committed.</param>
/// <param name="places">The columns of the places.</param>
public sealed class OutboxSweep(NpgsqlConnection connection, StoredEvents stored, string places) : IOutboxSweep
{
    private NpgsqlTransaction? _transaction;

    public async Task<TimeSpan?> AgeAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT clock_timestamp() - min(created_at) FROM outbox WHERE published_at IS NULL", connection);
        return await command.ExecuteScalarAsync(cancellation) as TimeSpan?;
    }

    public async Task<int> DeletePublishedAsync(int limit, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            DELETE FROM outbox WHERE outbox_id = ANY(ARRAY(
                SELECT outbox_id FROM outbox WHERE published_at < clock_timestamp() - $1
                ORDER BY published_at LIMIT $2 FOR UPDATE SKIP LOCKED))
            """,
            connection)
        {
            Parameters = { new() { Value = Outbox.Kept, NpgsqlDbType = NpgsqlDbType.Interval }, new NpgsqlParameter<int> { TypedValue = limit } },
        };
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<IReadOnlyList<OutboxRow>> TakeAsync(TimeSpan age, int limit, CancellationToken cancellation)
    {
        _transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(
            $"""
            SELECT outbox_id, created_at, {places}, events FROM outbox
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

    public Task<IReadOnlyList<Event>> ReadAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation) =>
        stored.ReadAsync(connection, rows, cancellation);

    public async Task CommitAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation)
    {
        await Outbox.MarkAsync(connection, [.. rows.Select(row => row.Id).Order()], cancellation);
        await _transaction!.CommitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
