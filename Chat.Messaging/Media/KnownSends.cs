using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Media;

/// <summary>Finds what was stored of sends by their clientMsgIds, without writing anything.</summary>
public sealed class KnownSends(Shards shards, TimeProvider time)
{
    private const string Sql =
        """
        SELECT asked.place::int, known.seq, known.sent_at
        FROM unnest($1::bigint[], $2::bigint[], $3::uuid[]) WITH ORDINALITY AS asked (chat_id, sender_id, client_msg_id, place)
        CROSS JOIN LATERAL (
            SELECT m.seq, m.sent_at FROM message m
            WHERE m.chat_id = asked.chat_id AND m.sender_id = asked.sender_id AND m.client_msg_id = asked.client_msg_id
              AND m.sent_at > $4 AND m.sent_at < $5 LIMIT 1
        ) known
        """;

    /// <returns>In the order asked; null: not stored, as far as a clientMsgId is remembered.</returns>
    public async Task<SendResult?[]> FindAsync(IReadOnlyList<SendItem> sends, CancellationToken cancellation)
    {
        var results = new SendResult?[sends.Count];
        var byShard = Enumerable.Range(0, sends.Count).GroupBy(place => shards.Of(new ChatId(sends[place].ChatId)));
        await Task.WhenAll(byShard.Select(places => ReadAsync(places.Key, sends, [.. places], results, cancellation)));
        return results;
    }

    private async Task ReadAsync(
        Shard shard, IReadOnlyList<SendItem> sends, int[] places, SendResult?[] results, CancellationToken cancellation)
    {
        var window = DeduplicationWindow.At(time.GetUtcNow());
        await using var command = shard.Source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(places, place => sends[place].ChatId) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(places, place => sends[place].SenderId) });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(places, place => sends[place].ClientMsgGuid) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = window.From });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = window.Until });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            results[places[reader.GetInt32(0) - 1]] = new SendResult
            {
                Seq = reader.GetInt64(1),
                SentAt = reader.GetFieldValue<DateTimeOffset>(2).ToUnixTimeMilliseconds(),
            };
        }
    }
}
