using Chat.Contracts.Ids;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Replaying;

public sealed class PostgresReplayStore : IReplayStore
{
    /// <summary>Bytes of ciphertext after which a query ends: with one more message a page stays below 1 MiB.</summary>
    private const int QueryBytes = 768 * 1024;

    private const string ReplaysSql =
        """
        SELECT chat.chat_id, chat.last_seq, chat.active_at, member.from_seq, member.until_seq
        FROM unnest($2::bigint[]) AS asked (chat_id)
        JOIN member ON member.chat_id = asked.chat_id AND member.user_id = $1
        JOIN chat ON chat.chat_id = asked.chat_id
        ORDER BY chat.chat_id, member.from_seq
        """;

    // A range without rows still answers one, with the chat's end. A range that answers nothing: no longer a member.
    private const string RangesSql =
        $"""
        SELECT * FROM (
            SELECT range.ord::int, chat.last_seq AS chat_last_seq, {MessageRow.Columns},
                   coalesce(sum(octet_length(m.ciphertext)) OVER (ORDER BY range.ord, m.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before
            FROM unnest($2::bigint[], $3::bigint[], $8::boolean[], $4::bigint[], $5::bigint[])
                 WITH ORDINALITY AS range (chat_id, member_from, former, first, last, ord)
            JOIN chat ON chat.chat_id = range.chat_id
            JOIN member ON member.chat_id = range.chat_id AND member.user_id = $1 AND member.from_seq = range.member_from
                AND (member.until_seq IS NOT NULL) = range.former
            LEFT JOIN LATERAL (
                SELECT * FROM message
                WHERE message.chat_id = range.chat_id AND message.seq >= range.first AND message.seq <= coalesce(range.last, chat.last_seq)
                    AND message.withheld_from IS DISTINCT FROM $1
                ORDER BY message.seq LIMIT $6
            ) m ON true
        ) page
        WHERE bytes_before < $7
        ORDER BY ord, seq
        """;

    public async Task<List<ChatReplay>> ReplaysAsync(Shard shard, UserId user, IEnumerable<ChatId> chats, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(ReplaysSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. chats.Select(chat => chat.Value)] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(ChatId Chat, List<SeqRange> Intervals, long LastSeq, long ActiveAt)>();
        while (await reader.ReadAsync(cancellation))
        {
            var chat = new ChatId(reader.GetInt64(0));
            if (found.Count == 0 || found[^1].Chat != chat)
                found.Add((chat, [], reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2).ToUnixTimeMilliseconds()));
            found[^1].Intervals.Add(new SeqRange(reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4)));
        }

        return [.. found.Select(one => new ChatReplay(one.Chat, one.Intervals, one.LastSeq, one.ActiveAt))];
    }

    public async Task<RangeRead[]> ReadAsync(
        Shard shard, UserId user, (ChatReplay Replay, SeqRange Range)[] ranges, int limit, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(RangesSql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(asked => asked.Replay.Chat.Value)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(asked => asked.Replay.MemberFrom)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(asked => asked.Range.First)] });
        command.Parameters.Add(new NpgsqlParameter<long?[]> { TypedValue = [.. ranges.Select(asked => asked.Range.Last)] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = QueryBytes });
        command.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. ranges.Select(asked => asked.Replay.IsFormer)] });

        var reads = ranges.Select(asked => new RangeRead(asked.Range, limit)).ToArray();
        var (bytes, last) = (0L, -1);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            last = reader.GetInt32(0) - 1;
            reads[last].ChatLastSeq = reader.GetInt64(1);
            if (reader.IsDBNull(2))
                continue;
            var message = MessageRow.Read(reader, first: 2);
            bytes += message.Ciphertext.Length;
            reads[last].Messages.Add(message);
        }

        // From here on rows may have been cut off.
        for (var i = Math.Max(last, 0); bytes >= QueryBytes && i < reads.Length; i++)
            reads[i].CutOff = true;
        return reads;
    }
}
