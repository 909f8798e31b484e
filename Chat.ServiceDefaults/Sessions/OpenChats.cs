using Chat.Contracts.Ids;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Sessions;

/// <summary>
/// Which gateways hold a connection that has a chat open. Redis key <c>open:{chat}</c>: a sorted set, member = gateway
/// instance, score = Unix milliseconds until which it counts, by the gateway's clock. Gateways write their own entries and
/// renew them every <see cref="RenewEvery"/>, Delivery reads; an entry counts only while its gateway has a lease. All of it
/// can be lost: it comes back with the next renewal. Only chats that may be pulled are entered (channels).
/// </summary>
public sealed class OpenChats(IConnectionMultiplexer redis, TimeProvider time)
{
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    /// <summary>Renewals that may fail, and clocks that may differ.</summary>
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(60);

    /// <summary>Enters the gateway for each of these chats, or renews its entries, in one pipelined write. The commands are on
    /// their way when this returns: of two calls, one after the other, the later one stands.</summary>
    public Task AddAsync(IReadOnlyCollection<ChatId> chats, string gateway, CancellationToken cancellation)
    {
        var database = redis.GetDatabase();
        var until = (time.GetUtcNow() + TimeToLive).ToUnixTimeMilliseconds();
        var writes = new List<Task>(2 * chats.Count);
        foreach (var chat in chats)
        {
            writes.Add(database.SortedSetAddAsync(Key(chat), gateway, until));
            writes.Add(database.KeyExpireAsync(Key(chat), TimeToLive));
        }

        return Task.WhenAll(writes).WaitAsync(cancellation);
    }

    /// <summary>No connection of the gateway has the chat open any more. Ordered as <see cref="AddAsync"/> is.</summary>
    public Task RemoveAsync(ChatId chat, string gateway, CancellationToken cancellation) =>
        redis.GetDatabase().SortedSetRemoveAsync(Key(chat), gateway).WaitAsync(cancellation);

    /// <summary>The gateways that have these chats open, in one pipelined read. Those without a lease are among them.</summary>
    public async Task<ILookup<ChatId, string>> ReadAsync(IReadOnlyCollection<ChatId> chats, CancellationToken cancellation)
    {
        var database = redis.GetDatabase();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var asked = chats.ToArray();
        var reads = Array.ConvertAll(asked, chat => database.SortedSetRangeByScoreAsync(Key(chat), now, double.PositiveInfinity));
        var gateways = await Task.WhenAll(reads).WaitAsync(cancellation);
        return asked
            .SelectMany((chat, i) => gateways[i].Select(gateway => (Chat: chat, Gateway: (string)gateway!)))
            .ToLookup(entry => entry.Chat, entry => entry.Gateway);
    }

    private static RedisKey Key(ChatId chat) => $"open:{chat.Value}";
}
