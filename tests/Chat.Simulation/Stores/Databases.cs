using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Simulation.Stores;

/// <summary>The model of the databases: the shards and, of the directory, who is in which chat.</summary>
internal sealed class Databases
{
    /// <summary>Never opened: what would open it has a model.</summary>
    private static readonly NpgsqlDataSource Nowhere = NpgsqlDataSource.Create("Host=nowhere");

    private readonly ModelShard[] _shards;

    public Databases(int shards, TimeProvider time)
    {
        Map = new ShardMap(shards);
        _shards = [.. Enumerable.Range(0, shards).Select(_ => new ModelShard(time))];
        Directory = new ModelOutbox(time);
    }

    public ShardMap Map { get; }

    public ModelOutbox Directory { get; }

    public bool AreAway { get; set; }

    public IEnumerable<ModelChat> Chats => _shards.SelectMany(shard => shard.Chats.Values);

    public Shards Shards() => new(Map, _ => Nowhere);

    public ModelShard Of(Shard shard) => _shards[shard.Number];

    public ModelShard Of(ChatId chat) => _shards[Map.DatabaseOf(chat)];

    public MembersResult Members(MembersQuery query) => new()
    {
        Chats = { query.ChatIds.Select(id => Of(new ChatId(id)).Find(new ChatId(id))?.Members() ?? new ChatMembers { ChatId = id }) },
    };
}
