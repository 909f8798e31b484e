using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Heads;
using Chat.Messaging.Publishing;
using Chat.Messaging.Replaying;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;
using Chat.Simulation.Stores;

namespace Chat.Messaging.Tests.Storage.Suite;

/// <summary>The model that the simulation runs on.</summary>
internal sealed class ModelShardUnderTest : ShardUnderTest
{
    private readonly Databases _databases = new(2, TimeProvider.System);
    private readonly ModelStore _store;

    public ModelShardUnderTest()
    {
        var shards = _databases.Shards();
        Shard = shards.All[0];
        _store = new ModelStore(_databases, shards, new DirectAccess());
        Outbox = _store.Outboxes().Of(Shard);
    }

    public override Shard Shard { get; }

    public override IShardWriter Writer => _store;

    public override IStoredHeads Heads => _store;

    public override IReplayStore Replays => _store;

    public override IOutbox Outbox { get; }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    public override Task CreateAsync(ChatId chat, ChatType type, IReadOnlyList<UserId> members)
    {
        _databases.Of(chat).Create(chat, type, members);
        return Task.CompletedTask;
    }

    public override Task JoinAsync(ChatId chat, UserId user)
    {
        _databases.Of(chat).Find(chat)!.Join(user, Now);
        return Task.CompletedTask;
    }

    public override Task LeaveAsync(ChatId chat, UserId user)
    {
        _databases.Of(chat).Find(chat)!.Leave(user, Now);
        return Task.CompletedTask;
    }

    public override Task BlockAsync(ChatId chat, UserId user, UserId other, bool blocks)
    {
        _databases.Of(chat).Find(chat)!.Block(user, blocks);
        return Task.CompletedTask;
    }
}
