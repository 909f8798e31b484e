using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Operations.Following;

/// <summary>
/// Brings back to a restored directory what the shards' direct chats say: which chat a pair has, and who has blocked whom. A
/// change of a block that had not reached the shard (<c>block_change</c>) is newer than what stands there, and stays.
/// </summary>
internal sealed class DirectoryOfPairs(Shards shards, Shard shard)
{
    private const string PairsSql =
        """
        INSERT INTO direct_chat (low_user_id, high_user_id, chat_id)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) ON CONFLICT DO NOTHING
        """;

    private const string Told =
        """
        WITH told AS (
            SELECT low AS user_id, high AS blocked_user_id, low_blocks AS blocks
            FROM unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::boolean[]) AS pair (low, high, low_blocks, high_blocks)
            UNION ALL
            SELECT high, low, high_blocks
            FROM unnest($1::bigint[], $2::bigint[], $3::boolean[], $4::boolean[]) AS pair (low, high, low_blocks, high_blocks)
        ), newer AS (
            SELECT told.* FROM told LEFT JOIN block_change c USING (user_id, blocked_user_id) WHERE c.user_id IS NULL
        )
        """;

    private const string BlockSql =
        Told +
        """

        INSERT INTO block (user_id, blocked_user_id, blocked_at)
        SELECT user_id, blocked_user_id, clock_timestamp() FROM newer WHERE blocks ON CONFLICT DO NOTHING
        """;

    private const string UnblockSql =
        Told +
        """

        DELETE FROM block USING newer
        WHERE NOT newer.blocks AND block.user_id = newer.user_id AND block.blocked_user_id = newer.blocked_user_id
        """;

    public async Task<(long Pairs, long Blocked, long Unblocked)> WriteAsync(CancellationToken cancellation)
    {
        var (added, blocked, unblocked) = (0L, 0L, 0L);
        await foreach (var pairs in DirectPair.OfAsync(shards, shard, cancellation))
        {
            await using var direct = Command(PairsSql, pairs);
            direct.Parameters.AddWithValue(Array.ConvertAll(pairs, pair => pair.Chat));
            added += await direct.ExecuteNonQueryAsync(cancellation);
            blocked += await ExecuteAsync(BlockSql, pairs, cancellation);
            unblocked += await ExecuteAsync(UnblockSql, pairs, cancellation);
        }

        return (added, blocked, unblocked);
    }

    private async Task<int> ExecuteAsync(string sql, DirectPair[] pairs, CancellationToken cancellation)
    {
        await using var command = Command(sql, pairs);
        command.Parameters.AddWithValue(Array.ConvertAll(pairs, pair => pair.LowBlocks));
        command.Parameters.AddWithValue(Array.ConvertAll(pairs, pair => pair.HighBlocks));
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql, DirectPair[] pairs)
    {
        var command = shards.Directory.CreateCommand(sql);
        command.Parameters.AddWithValue(Array.ConvertAll(pairs, pair => pair.Low));
        command.Parameters.AddWithValue(Array.ConvertAll(pairs, pair => pair.High));
        return command;
    }
}
