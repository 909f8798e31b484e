using System.Runtime.CompilerServices;
using Chat.Contracts.Rest;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Following;

/// <summary>A direct chat as its shard has it.</summary>
/// <param name="LowBlocks">The one with the lower id has blocked the other.</param>
/// <param name="HighBlocks">The other way round.</param>
internal readonly record struct DirectPair(long Chat, long Low, long High, bool LowBlocks, bool HighBlocks)
{
    private const string Sql =
        """
        SELECT low.chat_id, low.user_id, high.user_id, low.blocks IS NOT NULL OR high.blocked_by IS NOT NULL,
               high.blocks IS NOT NULL OR low.blocked_by IS NOT NULL
        FROM chat c
        JOIN member low ON low.chat_id = c.chat_id
        JOIN member high ON high.chat_id = c.chat_id AND high.user_id > low.user_id
        WHERE c.chat_id = ANY($1) AND c.type = $2
        """;

    /// <summary>Those of the shard, some at a time.</summary>
    public static async IAsyncEnumerable<DirectPair[]> OfAsync(Shards shards, Shard shard, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var chats in ChatSlices.OfAsync(shard.Source, LogicalShards.Of(shards, shard), cancellation))
        {
            var pairs = await ReadAsync(shard, chats, cancellation);
            if (pairs.Length > 0)
                yield return pairs;
        }
    }

    private static async Task<DirectPair[]> ReadAsync(Shard shard, long[] chats, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(Sql);
        command.Parameters.AddWithValue(chats);
        command.Parameters.AddWithValue((short)ChatType.Direct);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var pairs = new List<DirectPair>();
        while (await reader.ReadAsync(cancellation))
            pairs.Add(new DirectPair(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3), reader.GetBoolean(4)));
        return [.. pairs];
    }
}
