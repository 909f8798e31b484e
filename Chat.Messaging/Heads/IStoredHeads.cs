using Chat.Contracts.Ids;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Heads;

/// <summary>The border to the databases: the heads as the shards have them. They are the truth, and the way out when Redis
/// has nothing.</summary>
public interface IStoredHeads
{
    /// <summary>One query a shard. Chats that do not exist are left out.</summary>
    Task<IReadOnlyList<HeadState>> ReadAsync(IEnumerable<ChatId> chats, CancellationToken cancellation);

    Task<IReadOnlyList<HeadState>> ReadAsync(Shard shard, IEnumerable<ChatId> chats, CancellationToken cancellation);

    /// <summary>Up to where each of these users has read each of these chats, in the order asked; one query a shard.</summary>
    Task<long[]> ReadSeqsAsync(IReadOnlyList<(ChatId Chat, UserId User)> asked, CancellationToken cancellation);

    /// <summary>The chats that these users are members of, as the directory knows.</summary>
    Task<ILookup<UserId, ChatId>> ChatsOfAsync(IEnumerable<UserId> users, CancellationToken cancellation);
}
