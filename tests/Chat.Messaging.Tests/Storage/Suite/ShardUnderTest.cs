using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Heads;
using Chat.Messaging.Publishing;
using Chat.Messaging.Replaying;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Tests.Storage.Suite;

/// <summary>One shard by the borders that the service reaches it through, and what only the REST side changes in it.</summary>
public abstract class ShardUnderTest
{
    public abstract Shard Shard { get; }

    public abstract IShardWriter Writer { get; }

    public abstract IStoredHeads Heads { get; }

    public abstract IReplayStore Replays { get; }

    public abstract IOutbox Outbox { get; }

    /// <summary>The first member is the owner.</summary>
    public abstract Task CreateAsync(ChatId chat, ChatType type, IReadOnlyList<UserId> members);

    public abstract Task JoinAsync(ChatId chat, UserId user);

    public abstract Task LeaveAsync(ChatId chat, UserId user);

    /// <summary>In a direct chat: whether one of the two blocks the other.</summary>
    public abstract Task BlockAsync(ChatId chat, UserId user, UserId other, bool blocks);
}
