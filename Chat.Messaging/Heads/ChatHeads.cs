using Chat.Contracts.Ids;
using StackExchange.Redis;

namespace Chat.Messaging.Heads;

/// <summary>The heads of chats: from Redis, and what is not there from the shards, which then fills it in.</summary>
public sealed partial class ChatHeads(HeadCache cache, IStoredHeads stored, HeadWriter writer, ILogger<ChatHeads> logger)
{
    /// <summary>The user's chats, newest activity first (equal ones by falling id, so that pages do not overlap).</summary>
    public async Task<IReadOnlyList<HeadState>> OfUserAsync(UserId user, CancellationToken cancellation)
    {
        var chats = await stored.ChatsOfAsync([user], cancellation);
        var heads = await ReadAsync([.. chats[user]], cancellation);
        return [.. NewestFirst(heads.Values)];
    }

    /// <summary>Chats that do not exist are left out.</summary>
    public async Task<IReadOnlyDictionary<ChatId, HeadState>> ReadAsync(IReadOnlyList<ChatId> chats, CancellationToken cancellation)
    {
        var heads = await CachedAsync(chats, cancellation);
        if (heads.Count == chats.Count)
            return heads;

        foreach (var head in await stored.ReadAsync(chats.Where(chat => !heads.ContainsKey(chat)), cancellation))
        {
            heads[head.Chat] = head;
            writer.Add(head);
        }

        return heads;
    }

    internal static IOrderedEnumerable<HeadState> NewestFirst(IEnumerable<HeadState> heads) =>
        heads.OrderByDescending(head => head.ActiveAt).ThenByDescending(head => head.Chat.Value);

    private async Task<Dictionary<ChatId, HeadState>> CachedAsync(IReadOnlyList<ChatId> chats, CancellationToken cancellation)
    {
        try
        {
            return await cache.ReadAsync(chats, cancellation);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            LogCacheAway(logger, exception.Message);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Heads are read from the shards: {Reason}")]
    private static partial void LogCacheAway(ILogger logger, string reason);
}
