using Chat.Contracts.Ids;
using Npgsql;

namespace Chat.Messaging.Storage;

/// <summary>All databases: the shards of chats, and the directory of what is asked by user.</summary>
public sealed class Shards
{
    public const string DirectoryName = "directory";

    private readonly ShardMap _map;
    private readonly Shard[] _all;

    public Shards(ShardMap map, Func<string, NpgsqlDataSource> source)
    {
        _map = map;
        _all = [.. Enumerable.Range(0, map.Databases).Select(number => new Shard(number, source(ShardMap.NameOf(number))))];
        Directory = source(DirectoryName);
    }

    public ShardMap Map => _map;

    public IReadOnlyList<Shard> All => _all;

    public NpgsqlDataSource Directory { get; }

    public Shard Of(ChatId chat) => _all[_map.DatabaseOf(chat)];

    /// <summary>One group a shard: one query a shard, never one a chat.</summary>
    public IEnumerable<IGrouping<Shard, ChatId>> Group(IEnumerable<ChatId> chats) => chats.GroupBy(Of);
}
