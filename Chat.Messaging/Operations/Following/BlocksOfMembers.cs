using Chat.Contracts.Ids;
using Chat.Messaging.Blocks;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Following;

/// <summary>Brings the blocks of direct chats, which a shard's members follow, to what the directory says.</summary>
internal sealed class BlocksOfMembers(Shards shards, Shard shard)
{
    private const string Sql =
        """
        SELECT block.user_id, block.blocked_user_id
        FROM unnest($1::bigint[], $2::bigint[]) AS asked (user_id, blocked_user_id) JOIN block USING (user_id, blocked_user_id)
        """;

    private readonly BlockChanges _changes = new(shards, new DirectBlocks(new BlockList(shards)));

    /// <returns>How many chats had something else.</returns>
    public async Task<int> FollowDirectoryAsync(CancellationToken cancellation)
    {
        var changed = 0;
        await foreach (var pairs in DirectPair.OfAsync(shards, shard, cancellation))
        {
            var blocks = await BlocksAsync(pairs, cancellation);
            foreach (var pair in pairs)
            {
                if (blocks.Contains((pair.Low, pair.High)) == pair.LowBlocks && blocks.Contains((pair.High, pair.Low)) == pair.HighBlocks)
                    continue;
                // As the service does it; no row of block_change has this id.
                await _changes.ApplyAsync(new BlockChange(new UserId(pair.Low), new UserId(pair.High), Guid.Empty), cancellation);
                changed++;
            }
        }

        return changed;
    }

    private async Task<HashSet<(long User, long Blocked)>> BlocksAsync(DirectPair[] pairs, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(Sql);
        command.Parameters.AddWithValue(pairs.Select(pair => pair.Low).Concat(pairs.Select(pair => pair.High)).ToArray());
        command.Parameters.AddWithValue(pairs.Select(pair => pair.High).Concat(pairs.Select(pair => pair.Low)).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var blocks = new HashSet<(long, long)>();
        while (await reader.ReadAsync(cancellation))
            blocks.Add((reader.GetInt64(0), reader.GetInt64(1)));
        return blocks;
    }
}
