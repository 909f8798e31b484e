using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Replaying;

/// <summary>
/// Reads the next pages of several chats of one shard in one query. Each chat's end is read in the query's own snapshot,
/// and so is whether the user is still a member: nothing at or below a page's <c>through</c> is missing, and who was
/// removed gets nothing of what came after.
/// </summary>
public sealed class ReplayReader
{
    /// <summary>Messages of a range in one query, and about as many of a query.</summary>
    private const int QueryMessages = ReplayPages.Messages;

    /// <summary>Bytes of ciphertext after which a query ends: with one more message a page stays below 1 MiB.</summary>
    private const int QueryBytes = 768 * 1024;

    // A range without rows still answers one, with the chat's end. A range that answers nothing: no longer a member.
    private const string Sql =
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
                ORDER BY message.seq LIMIT $6
            ) m ON true
        ) page
        WHERE bytes_before < $7
        ORDER BY ord, seq
        """;

    /// <summary>Takes chats from the stack and answers their next pages, chat by chat. A chat that is not complete by them,
    /// and those that were to follow it, go back.</summary>
    public async Task<IReadOnlyList<SyncPage>> ReadAsync(Shard shard, UserId user, Stack<ChatReplay> stack, CancellationToken cancellation)
    {
        var taken = Take(stack);
        var read = await QueryAsync(shard, user, [.. taken.SelectMany(replay => replay.Ranges.Select(range => (replay, range)))], cancellation);
        var pages = new List<SyncPage>();
        var next = 0;
        for (var i = 0; i < taken.Count; i++)
        {
            var ranges = read.AsMemory(next, taken[i].Ranges.Count);
            next += ranges.Length;
            if (ReplayPages.Add(pages, taken[i], ranges.Span))
                continue;

            for (var back = taken.Count - 1; back >= i; back--)
                stack.Push(taken[back]);
            break;
        }

        return pages;
    }

    private static List<ChatReplay> Take(Stack<ChatReplay> stack)
    {
        var taken = new List<ChatReplay>();
        for (var messages = 0L; messages < QueryMessages && stack.TryPop(out var next); messages += next.Count)
            taken.Add(next);
        return taken;
    }

    private static async Task<RangeRead[]> QueryAsync(
        Shard shard, UserId user, (ChatReplay Replay, SeqRange Range)[] ranges, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(asked => asked.Replay.Chat.Value)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(asked => asked.Replay.MemberFrom)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ranges.Select(asked => asked.Range.First)] });
        command.Parameters.Add(new NpgsqlParameter<long?[]> { TypedValue = [.. ranges.Select(asked => asked.Range.Last)] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = QueryMessages });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = QueryBytes });
        command.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. ranges.Select(asked => asked.Replay.IsFormer)] });

        var reads = ranges.Select(asked => new RangeRead(asked.Range, QueryMessages)).ToArray();
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
