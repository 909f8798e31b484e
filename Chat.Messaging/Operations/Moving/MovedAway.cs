using System.Globalization;
using Chat.Contracts.Ids;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Moving;

/// <summary>
/// Logical shards that have moved away from a database, which keeps the fence of their chats; on every table it stands only during
/// the move. A map that has them there again is an old one: who went by it would tell members that they are none.
/// </summary>
internal static class MovedAway
{
    private const string Fences =
        """
        SELECT array_agg(fence.tgname::text) FROM pg_trigger fence
        WHERE fence.tgrelid = to_regclass('chat') AND fence.tgname ~ '^move_\d+_\d+$'
            AND NOT EXISTS (SELECT FROM pg_trigger other WHERE other.tgrelid = to_regclass('member') AND other.tgname = fence.tgname)
        """;

    /// <exception cref="InvalidOperationException">The map has some of them there.</exception>
    public static async Task RefuseAsync(Shard shard, ShardMap map, CancellationToken cancellation)
    {
        foreach (var fence in await Sql.ReadAsync<string[]>(shard.Source, Fences, cancellation) ?? [])
        {
            var ends = fence.Split('_');
            var first = int.Parse(ends[1], CultureInfo.InvariantCulture);
            var last = int.Parse(ends[2], CultureInfo.InvariantCulture);
            if (Enumerable.Range(first, last - first + 1).Any(logical => map.DatabaseOf(new ChatId(logical)) == shard.Number))
                throw new InvalidOperationException($"Shards:Map has the logical shards {first}-{last} on {shard}, from which they have moved away: it is an old one.");
        }
    }
}
