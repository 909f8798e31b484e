using Chat.Contracts.Ids;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Sessions;

/// <summary>
/// Who is connected where. Redis key <c>session:{user}</c>: a hash, field = device (number), value =
/// <c>connection|gateway|region</c>. Gateways write their own connections, Delivery reads; an entry counts only while its
/// gateway has a lease. A registration always wins, a restoration and a removal compare: an old gateway cannot undo a
/// newer connection. All of it can be lost: gateways restore theirs with each client's heartbeat.
/// </summary>
public sealed class SessionRegistry(IConnectionMultiplexer redis)
{
    /// <summary>A heartbeat (every 30 s) renews it.</summary>
    private static readonly TimeSpan TimeToLive = TimeSpan.FromHours(24);

    // Returns the new connection's id and the entry that it replaces ('' if none).
    private const string RegisterScript =
        """
        local before = redis.call('HGET', KEYS[1], ARGV[1]) or ''
        local now = redis.call('TIME')
        local id = tonumber(now[1]) * 1000000 + tonumber(now[2])
        local last = tonumber(string.match(before, '^%d+') or '0')
        if last >= id then id = last + 1 end
        local text = string.format('%.0f', id)
        redis.call('HSET', KEYS[1], ARGV[1], text .. '|' .. ARGV[2] .. '|' .. ARGV[3])
        redis.call('EXPIRE', KEYS[1], ARGV[4])
        return {text, before}
        """;

    // Returns the entry that stands afterwards: one's own, or a newer connection's.
    private const string RestoreScript =
        """
        local before = redis.call('HGET', KEYS[1], ARGV[1]) or ''
        if tonumber(string.match(before, '^%d+') or '0') > tonumber(ARGV[2]) then return before end
        local entry = ARGV[2] .. '|' .. ARGV[3] .. '|' .. ARGV[4]
        if entry ~= before then redis.call('HSET', KEYS[1], ARGV[1], entry) end
        redis.call('EXPIRE', KEYS[1], ARGV[5])
        return entry
        """;

    private const string RemoveScript =
        """
        local before = redis.call('HGET', KEYS[1], ARGV[1]) or ''
        if string.match(before, '^%d+') == ARGV[2] then return redis.call('HDEL', KEYS[1], ARGV[1]) end
        return 0
        """;

    /// <summary>Enters a new connection and returns it with the one that it replaces, which may be on another gateway.</summary>
    public async Task<(Session Now, Session? Replaced)> RegisterAsync(
        UserId user, DeviceId device, string gateway, int region, CancellationToken cancellation)
    {
        var answer = (RedisResult[]?)await redis.GetDatabase()
            .ScriptEvaluateAsync(RegisterScript, [Key(user)], [device.Value, gateway, region, (long)TimeToLive.TotalSeconds])
            .WaitAsync(cancellation);
        var now = new Session(user, device, long.Parse((string)answer![0]!, System.Globalization.CultureInfo.InvariantCulture), gateway, region);
        return (now, Session.Read(user, device, (string?)answer[1]));
    }

    /// <summary>Enters a connection again in case its entry was lost. False: a newer connection of the device stands
    /// there, this one is replaced.</summary>
    public async Task<bool> RestoreAsync(Session session, CancellationToken cancellation)
    {
        var standing = (string?)await redis.GetDatabase()
            .ScriptEvaluateAsync(
                RestoreScript,
                [Key(session.User)],
                [session.Device.Value, session.ConnectionId, session.Gateway, session.Region, (long)TimeToLive.TotalSeconds])
            .WaitAsync(cancellation);
        return standing == session.Write();
    }

    /// <summary>Takes out a connection that ended, unless a newer one stands there.</summary>
    public async Task RemoveAsync(Session session, CancellationToken cancellation) =>
        await redis.GetDatabase()
            .ScriptEvaluateAsync(RemoveScript, [Key(session.User)], [session.Device.Value, session.ConnectionId])
            .WaitAsync(cancellation);

    /// <summary>The sessions of all these users, in one pipelined read. Those of gateways without a lease are among them.</summary>
    public async Task<IReadOnlyList<Session>> ReadAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellation)
    {
        var database = redis.GetDatabase();
        var reads = users.Select(user => (User: user, Entries: database.HashGetAllAsync(Key(user)))).ToArray();
        var sessions = new List<Session>();
        foreach (var (user, entries) in reads)
        {
            foreach (var entry in await entries.WaitAsync(cancellation))
            {
                if (Session.Read(user, new DeviceId((long)entry.Name), entry.Value) is { } session)
                    sessions.Add(session);
            }
        }

        return sessions;
    }

    private static RedisKey Key(UserId user) => $"session:{user.Value}";
}
