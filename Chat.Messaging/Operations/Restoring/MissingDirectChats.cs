using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Blocks;
using Chat.Messaging.Chats;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Operations.Restoring;

/// <summary>
/// Direct chats that the directory knows and the restored shard does not. Whoever opens one would make it anew under the same
/// id, its numbers beginning with 1, which devices hold already. So it is made here, with numbers beyond.
/// </summary>
internal sealed class MissingDirectChats(Shards shards, Shard shard)
{
    private const int Slice = 5_000;

    private const string PairsSql =
        """
        SELECT low_user_id, high_user_id, chat_id FROM direct_chat
        WHERE (low_user_id, high_user_id) > ($1, $2) AND (chat_id & 255) = ANY($3)
        ORDER BY low_user_id, high_user_id LIMIT $4
        """;

    private const string KnownSql = "SELECT chat_id FROM chat WHERE chat_id = ANY($1)";

    private const string InsertSql =
        """
        INSERT INTO chat (chat_id, type, member_count, last_seq, membership_version, version, created_at, active_at, changed_at)
        VALUES ($1, $2, 2, $3, $3, $3, now(), now(), now()) ON CONFLICT DO NOTHING
        """;

    private readonly DirectBlocks _blocks = new(new BlockList(shards));
    private readonly long[] _logical = LogicalShards.Of(shards, shard);

    /// <returns>How many were made.</returns>
    public async Task<int> MakeAsync(long lastSeq, CancellationToken cancellation)
    {
        var made = 0;
        var (low, high) = (0L, 0L);
        while (await PairsAsync(low, high, cancellation) is { Count: > 0 } pairs)
        {
            var known = await KnownAsync([.. pairs.Select(pair => pair.Chat)], cancellation);
            foreach (var pair in pairs.Where(pair => !known.Contains(pair.Chat)))
                made += await MakeAsync(pair, lastSeq, cancellation) ? 1 : 0;
            (low, high) = (pairs[^1].Low, pairs[^1].High);
        }

        return made;
    }

    private async Task<List<Pair>> PairsAsync(long low, long high, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(PairsSql);
        command.Parameters.AddWithValue(low);
        command.Parameters.AddWithValue(high);
        command.Parameters.AddWithValue(_logical);
        command.Parameters.AddWithValue(Slice);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var pairs = new List<Pair>();
        while (await reader.ReadAsync(cancellation))
            pairs.Add(new Pair(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)));
        return pairs;
    }

    private async Task<HashSet<long>> KnownAsync(long[] chats, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(KnownSql);
        command.Parameters.AddWithValue(chats);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var known = new HashSet<long>();
        while (await reader.ReadAsync(cancellation))
            known.Add(reader.GetInt64(0));
        return known;
    }

    private async Task<bool> MakeAsync(Pair pair, long lastSeq, CancellationToken cancellation)
    {
        var chat = new ChatId(pair.Chat);
        await using var connection = await shard.Source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await _blocks.LockAsync(connection, chat, cancellation);
        await using var insert = new NpgsqlCommand(InsertSql, connection);
        insert.Parameters.AddWithValue(chat.Value);
        insert.Parameters.AddWithValue((short)ChatType.Direct);
        insert.Parameters.AddWithValue(lastSeq);
        if (await insert.ExecuteNonQueryAsync(cancellation) == 0)
            return false;

        // Who had opened it is not known any more, and makes no difference in a direct chat.
        await ChatMembers.AddAsync(connection, chat, [pair.Low], 1, MemberRole.Owner, cancellation);
        await ChatMembers.AddAsync(connection, chat, [pair.High], 1, MemberRole.Member, cancellation);
        await _blocks.WriteAsync(connection, chat, new UserId(pair.Low), new UserId(pair.High), cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private readonly record struct Pair(long Low, long High, long Chat);
}
