using Chat.Contracts.Ids;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations;

/// <summary>The logical shards of databases, as SQL takes them: <c>(chat_id &amp; 255) = ANY($1)</c>.</summary>
internal static class LogicalShards
{
    /// <summary>Those that the map puts on this database.</summary>
    public static long[] Of(Shards shards, Shard shard) =>
        [.. Enumerable.Range(0, IdLayout.LogicalShards).Select(logical => (long)logical).Where(logical => shards.Of(new ChatId(logical)) == shard)];
}
