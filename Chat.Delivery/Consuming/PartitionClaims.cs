using StackExchange.Redis;

namespace Chat.Delivery.Consuming;

/// <summary>
/// Which partitions this replica reads: each is claimed in Redis for a few seconds at a time. A replica that dies or hangs is
/// followed by another when its claims run out, without a rebalance that stops everybody; one that joins is given its share
/// by those who have more.
/// </summary>
/// <remarks>
/// Redis keys, of the consumer group <c>g</c>: <c>delivery:{g}:readers</c>, a sorted set of instances by the time (Redis's,
/// ms) of their last turn; <c>delivery:{g}:claims</c>, a hash, field = partition, value = <c>instance|until</c>. Owner:
/// the holder renews and releases; anyone takes what has run out. All of it can be lost: the holders claim again, and for a
/// moment two may read a partition, which repeats events and loses none. While Redis is away the claims stay as they are.
/// </remarks>
/// <param name="me">This instance's id, new at each start.</param>
/// <param name="partitions">How many the topic has; 0: not known yet.</param>
internal sealed partial class PartitionClaims(
    IConnectionMultiplexer redis,
    string me,
    Func<int> partitions,
    ClaimPolicy policy,
    TimeProvider time,
    ILogger<PartitionClaims> logger) : BackgroundService
{
    // Renews one's own, gives back what was dropped, takes what is free up to one's share. Answers the share, then one's own.
    private const string TurnScript =
        """
        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
        local me, hold, count = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
        redis.call('ZADD', KEYS[1], now, me)
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - hold)
        local share = math.ceil(count / redis.call('ZCARD', KEYS[1]))
        local dropped = {}
        for i = 4, #ARGV do dropped[ARGV[i]] = true end
        local mine, free = {}, {}
        for p = 0, count - 1 do
            local id, ends = string.match(redis.call('HGET', KEYS[2], p) or '', '^(.*)|(%d+)$')
            if id == me and dropped[tostring(p)] then redis.call('HDEL', KEYS[2], p)
            elseif id == me then table.insert(mine, p)
            elseif not id or tonumber(ends) < now then table.insert(free, p) end
        end
        for _, p in ipairs(free) do
            if #mine < share then table.insert(mine, p) end
        end
        local ends = string.format('%.0f', now + hold)
        local answer = {share}
        for _, p in ipairs(mine) do
            redis.call('HSET', KEYS[2], p, me .. '|' .. ends)
            table.insert(answer, p)
        end
        return answer
        """;

    private const string LeaveScript =
        """
        redis.call('ZREM', KEYS[1], ARGV[1])
        local claims = redis.call('HGETALL', KEYS[2])
        for i = 1, #claims, 2 do
            if string.match(claims[i + 1], '^(.*)|%d+$') == ARGV[1] then redis.call('HDEL', KEYS[2], claims[i]) end
        end
        return 0
        """;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _dropped = [];
    private volatile IReadOnlyList<int> _wanted = [];

    /// <summary>The partitions to read now, in order. Beyond the share they are held until <see cref="Dropped"/>.</summary>
    public IReadOnlyList<int> Wanted => _wanted;

    /// <summary>This replica has its claims, be it none.</summary>
    public bool HasTurned { get; private set; }

    private RedisKey[] Keys => [$"delivery:{{{policy.Group}}}:readers", $"delivery:{{{policy.Group}}}:claims"];

    /// <summary>It is not read any more: somebody else may.</summary>
    public void Dropped(int partition)
    {
        lock (_lock)
            _dropped.Add(partition);
    }

    public async Task TurnAsync(CancellationToken cancellation)
    {
        var count = partitions();
        if (count == 0)
            return;

        int[] dropped;
        lock (_lock)
            dropped = [.. _dropped];
        RedisValue[] arguments = [me, (long)policy.Hold.TotalMilliseconds, count, .. dropped.Select(partition => (RedisValue)partition)];
        var answer = (int[]?)await redis.GetDatabase().ScriptEvaluateAsync(TurnScript, Keys, arguments).WaitAsync(cancellation);
        lock (_lock)
            _dropped.ExceptWith(dropped);
        var wanted = answer!.Skip(1).Order().Take(answer![0]).ToArray();
        if (!wanted.SequenceEqual(_wanted))
            _wanted = wanted;
        HasTurned = true;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await redis.GetDatabase().ScriptEvaluateAsync(LeaveScript, Keys, [me]).WaitAsync(policy.Turn, time, cancellationToken);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // They run out by themselves.
            LogNotTurned(logger, exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                LogNotTurned(logger, exception);
            }

            await Task.Delay(policy.Turn, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The claims on partitions could not be renewed")]
    private static partial void LogNotTurned(ILogger logger, Exception exception);
}
