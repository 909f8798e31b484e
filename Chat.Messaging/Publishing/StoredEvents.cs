using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Publishing;

/// <summary>Makes the events of outbox rows again: those that stand in the row, and messages read by their places.</summary>
public sealed class StoredEvents
{
    // The times leave out the months in which none of them can be.
    private const string Sql =
        $"""
        SELECT {MessageRow.Columns}, (SELECT membership_version FROM chat WHERE chat.chat_id = m.chat_id), m.withheld_from
        FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS place (chat_id, seq, ord)
        JOIN message m ON m.chat_id = place.chat_id AND m.seq = place.seq AND m.sent_at >= $3 AND m.sent_at < $4
        ORDER BY place.ord
        """;

    // sent_at and created_at come from one clock in one transaction.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>In the order of the rows.</summary>
    public async Task<IReadOnlyList<Event>> ReadAsync(NpgsqlConnection connection, IReadOnlyList<OutboxRow> rows, CancellationToken cancellation)
    {
        var events = rows.Where(row => row.Events is not null).SelectMany(row => row.Events!.Events).ToList();
        if (rows.All(row => row.ChatIds.Length == 0))
            return events;

        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long[]> { TypedValue = [.. rows.SelectMany(row => row.ChatIds)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. rows.SelectMany(row => row.Seqs)] },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = rows.Min(row => row.CreatedAt) - Slack },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = rows.Max(row => row.CreatedAt) + Slack },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var message = MessageRow.Read(reader);
            events.Add(new Event
            {
                ChatId = message.ChatId,
                MembershipVersion = reader.GetInt64(MessageRow.Count),
                AcceptedAt = message.SentAt,
                Message = message,
                WithheldFrom = reader.IsDBNull(MessageRow.Count + 1) ? 0 : reader.GetInt64(MessageRow.Count + 1),
            });
        }

        return events;
    }
}
