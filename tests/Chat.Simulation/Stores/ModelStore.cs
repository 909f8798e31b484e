using Chat.Contracts.Ids;
using Chat.Messaging.Heads;
using Chat.Messaging.Publishing;
using Chat.Messaging.Replaying;
using Chat.Messaging.Sending;
using Chat.Messaging.Storage;

namespace Chat.Simulation.Stores;

/// <summary>Chat.Messaging's borders to its databases, on the model.</summary>
internal sealed class ModelStore(Databases databases, Shards shards, IStoreAccess access) : IShardWriter, IStoredHeads, IReplayStore
{
    public Outboxes Outboxes() => new(
        [.. shards.All.Select(shard => new ModelOutboxClient(shard.Name, databases.Of(shard).Outbox, databases.Of(shard), access))],
        new ModelOutboxClient(Shards.DirectoryName, databases.Directory, null, access));

    public Task<WriteOutcome> WriteAsync(Shard shard, WriteSet set, CancellationToken cancellation) =>
        access.CallAsync(() => databases.Of(shard).Write(set), cancellation);

    public async Task<IReadOnlyList<HeadState>> ReadAsync(IEnumerable<ChatId> chats, CancellationToken cancellation) =>
        [.. (await Task.WhenAll(shards.Group(chats).Select(group => ReadAsync(group.Key, group, cancellation)))).SelectMany(heads => heads)];

    public Task<IReadOnlyList<HeadState>> ReadAsync(Shard shard, IEnumerable<ChatId> chats, CancellationToken cancellation)
    {
        ChatId[] asked = [.. chats];
        return access.CallAsync<IReadOnlyList<HeadState>>(
            () => [.. asked.Select(databases.Of(shard).Find).OfType<ModelChat>().Select(chat => chat.Head)], cancellation);
    }

    public Task<long[]> ReadSeqsAsync(IReadOnlyList<(ChatId Chat, UserId User)> asked, CancellationToken cancellation) => asked.Count == 0
        ? Task.FromResult<long[]>([])
        : access.CallAsync<long[]>(
            () => [.. asked.Select(place => databases.Of(place.Chat).Find(place.Chat)?.Watermark(place.User.Value).Read ?? 0)], cancellation);

    public Task<ILookup<UserId, ChatId>> ChatsOfAsync(IEnumerable<UserId> users, CancellationToken cancellation)
    {
        UserId[] asked = [.. users.Distinct()];
        return access.CallAsync(
            () => databases.Chats.SelectMany(chat => chat.Users.Intersect(asked).Select(user => (User: user, Chat: chat.Id)))
                .ToLookup(row => row.User, row => row.Chat),
            cancellation);
    }

    public Task<List<ChatReplay>> ReplaysAsync(Shard shard, UserId user, IEnumerable<ChatId> chats, CancellationToken cancellation)
    {
        ChatId[] asked = [.. chats.OrderBy(chat => chat.Value)];
        return access.CallAsync<List<ChatReplay>>(
            () => [.. asked.Select(chat => databases.Of(shard).Find(chat)?.Replay(user)).OfType<ChatReplay>()], cancellation);
    }

    public Task<RangeRead[]> ReadAsync(
        Shard shard, UserId user, (ChatReplay Replay, SeqRange Range)[] ranges, int limit, CancellationToken cancellation) =>
        access.CallAsync(() => databases.Of(shard).Read(user, ranges, limit), cancellation);
}
