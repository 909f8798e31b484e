using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Blocks;
using Chat.Messaging.Chats;
using Chat.Messaging.Publishing;
using Chat.Messaging.Storage;
using Chat.Messaging.Tests.Replicas;

namespace Chat.Messaging.Tests.Operations;

/// <summary>Chats as the REST side makes and changes them.</summary>
public sealed class ChatMaking(Shards shards, Replica replica, IdGenerator ids)
{
    private readonly NewChat _chats = new(shards, replica.Publisher, new DirectBlocks(new BlockList(shards)), TimeProvider.System);
    private readonly BlockChanges _blocks = new(shards, new DirectBlocks(new BlockList(shards)));

    public Task<ChatId> GroupAsync(int shard, UserId owner, params UserId[] others) =>
        GroupAsync(chat => shards.Of(chat).Number == shard, owner, others);

    /// <summary>On one of these logical shards.</summary>
    public Task<ChatId> GroupWithinAsync(int first, int last, UserId owner, params UserId[] others) =>
        GroupAsync(chat => chat.LogicalShard >= first && chat.LogicalShard <= last, owner, others);

    private async Task<ChatId> GroupAsync(Func<ChatId, bool> isWanted, UserId owner, UserId[] others)
    {
        var chat = ids.Next<ChatId>();
        while (!isWanted(chat))
            chat = ids.Next<ChatId>();
        await _chats.TryCreateAsync(chat, ChatType.Group, "Team", owner, others, new HashSet<UserId>(), CancellationToken.None);
        return chat;
    }

    /// <summary>Also if it is there already.</summary>
    public async Task<(ChatId Chat, bool Created)> DirectAsync(UserId caller, UserId other) =>
        await new DirectChats(shards, _chats, new DirectoryFollower(shards), ids).OpenAsync(caller, other, CancellationToken.None);

    /// <summary>A new pair, whose chat lies on that shard.</summary>
    public async Task<(ChatId Chat, UserId One, UserId Other)> NewPairAsync(int shard)
    {
        while (true)
        {
            var (one, other) = (ids.Next<UserId>(), ids.Next<UserId>());
            var (chat, _) = await DirectAsync(one, other);
            if (shards.Of(chat).Number == shard)
                return (chat, one, other);
        }
    }

    public async Task AddAsync(ChatId chat, UserId owner, UserId user)
    {
        await using var update = await new ChatUpdates(shards, replica.Publisher, TimeProvider.System).BeginAsync(chat, owner, CancellationToken.None);
        var added = await ChatMembers.AddAsync(
            update.Connection, chat, [user.Value], update.Before.LastSeq + 1, MemberRole.Member, CancellationToken.None);
        update.Added(added, [], user);
        await update.CommitAsync(CancellationToken.None);
    }

    public async Task RemoveAsync(ChatId chat, UserId owner, UserId user)
    {
        await using var update = await new ChatUpdates(shards, replica.Publisher, TimeProvider.System).BeginAsync(chat, owner, CancellationToken.None);
        update.Removed(await ChatMembers.RemoveAsync(update.Connection, chat, user, update.Before.LastSeq, CancellationToken.None));
        await update.CommitAsync(CancellationToken.None);
    }

    public async Task BlockAsync(UserId user, UserId blocked) =>
        await _blocks.ApplyAsync(await _blocks.BlockAsync(user, blocked, CancellationToken.None), CancellationToken.None);

    public async Task UnblockAsync(UserId user, UserId blocked) =>
        await _blocks.ApplyAsync(await _blocks.UnblockAsync(user, blocked, CancellationToken.None), CancellationToken.None);
}
