using Chat.Contracts.Internal;
using Google.Protobuf;
using Npgsql;

namespace Chat.Messaging.Publishing;

/// <summary>Writes events into the outbox of the database whose transaction made them true.</summary>
public static class OutboxRows
{
    public static async Task<long> InsertAsync(NpgsqlConnection connection, EventBatch events, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("INSERT INTO outbox (events) VALUES ($1) RETURNING outbox_id", connection);
        command.Parameters.AddWithValue(events.ToByteArray());
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
