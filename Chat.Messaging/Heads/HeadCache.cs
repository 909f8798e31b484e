using Chat.Contracts.Ids;
using StackExchange.Redis;

namespace Chat.Messaging.Heads;

/// <summary>
/// The heads of chats in Redis. Key <c>head:{chat}</c>: a string <c>lastSeq|version|activeAt|changedAt</c>, alive for
/// <see cref="TimeToLive"/> after its last write. Owner: Messaging; whoever commits a change to a chat writes it. A write
/// keeps the higher of each number, so that an older head never undoes a newer one. All of it can be lost: the shards have
/// it too.
/// </summary>
public sealed class HeadCache(IConnectionMultiplexer redis, TimeProvider time)
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromHours(1);

    /// <summary>Redis being slower than this is as good as away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const string Script =
        """
        local before = redis.call('GET', KEYS[1])
        local now = {ARGV[1], ARGV[2], ARGV[3], ARGV[4]}
        if before then
          local i = 1
          for number in string.gmatch(before, '%d+') do
            if i <= 4 and tonumber(number) > tonumber(now[i]) then now[i] = number end
            i = i + 1
          end
        end
        redis.call('SET', KEYS[1], table.concat(now, '|'), 'EX', ARGV[5])
        return 1
        """;

    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Or too slow.</exception>
    public async Task WriteAsync(IReadOnlyCollection<HeadState> heads, CancellationToken cancellation)
    {
        var database = redis.GetDatabase();
        var writes = heads.Select(head => database.ScriptEvaluateAsync(
            Script,
            [Key(head.Chat)],
            [head.LastSeq, head.Version, head.ActiveAt, head.ChangedAt, (long)TimeToLive.TotalSeconds]));
        await Task.WhenAll(writes).WaitAsync(Patience, time, cancellation);
    }

    /// <summary>Those that are there, in one round trip.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Or too slow.</exception>
    public async Task<Dictionary<ChatId, HeadState>> ReadAsync(IReadOnlyList<ChatId> chats, CancellationToken cancellation)
    {
        var found = new Dictionary<ChatId, HeadState>(chats.Count);
        if (chats.Count == 0)
            return found;

        var texts = await redis.GetDatabase().StringGetAsync([.. chats.Select(Key)]).WaitAsync(Patience, time, cancellation);
        for (var i = 0; i < texts.Length; i++)
        {
            if (HeadState.Read(chats[i], texts[i]) is { } head)
                found[chats[i]] = head;
        }

        return found;
    }

    /// <summary>They are read from the shards the next time.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Or too slow.</exception>
    public Task ForgetAsync(IReadOnlyList<ChatId> chats, CancellationToken cancellation) =>
        redis.GetDatabase().KeyDeleteAsync([.. chats.Select(Key)]).WaitAsync(Patience, time, cancellation);

    private static RedisKey Key(ChatId chat) => $"head:{chat.Value}";
}
