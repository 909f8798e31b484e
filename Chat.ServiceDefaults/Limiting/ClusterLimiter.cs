using System.Globalization;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Limiting;

/// <summary>
/// Limits for what is rare and counts wherever it arrives. Redis key <c>limit:{kind}:{id}</c>: a number, when the bucket
/// will be full again in microseconds of Redis's clock (the generic cell rate algorithm); it lives until then. One script of one
/// key a call.
/// </summary>
/// <remarks>Redis being away (or slower than <see cref="Deadline"/>) lets everything through: a limit protects, and its
/// loss must not be the outage.</remarks>
public sealed partial class ClusterLimiter(IConnectionMultiplexer redis, TimeProvider time, ILogger<ClusterLimiter> logger)
{
    /// <summary>What it may cost whoever waits for it.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(200);

    // ARGV: microseconds a token, size in microseconds, tokens wanted. Returns 0, or the microseconds until they are there.
    private const string TakeScript =
        """
        local clock = redis.call('TIME')
        local now = tonumber(clock[1]) * 1000000 + tonumber(clock[2])
        local full = tonumber(redis.call('GET', KEYS[1]) or '0')
        if full < now then full = now end
        full = full + tonumber(ARGV[1]) * tonumber(ARGV[3])
        local wait = full - now - tonumber(ARGV[2])
        if wait > 0 then return string.format('%.0f', math.ceil(wait)) end
        redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', string.format('%.0f', math.ceil((full - now) / 1000) + 1))
        return '0'
        """;

    private int _away;

    /// <summary>Null: let in. Else when to come back.</summary>
    /// <param name="limit">One without a rate lets everything through, without asking Redis.</param>
    /// <param name="id">Whose it is.</param>
    /// <param name="cost">More than the burst counts as the burst: it has to be possible at some time.</param>
    public async Task<TimeSpan?> TakeAsync(ClusterLimit limit, string id, int cost, CancellationToken cancellation)
    {
        if (!limit.Rate.IsLimited || cost <= 0)
            return null;

        try
        {
            var perToken = 1_000_000 / limit.Rate.PerSecond;
            var answer = (string?)await redis.GetDatabase()
                .ScriptEvaluateAsync(
                    TakeScript,
                    [$"limit:{limit.Kind}:{id}"],
                    [perToken, perToken * limit.Rate.Burst, Math.Min(cost, limit.Rate.Burst)])
                .WaitAsync(Deadline, time, cancellation);
            if (Interlocked.Exchange(ref _away, 0) != 0)
                LogBack(logger);

            var wait = long.Parse(answer!, CultureInfo.InvariantCulture);
            if (wait == 0)
                return null;

            LimitMetrics.Limited.Add(1, new KeyValuePair<string, object?>("kind", limit.Kind));
            return TimeSpan.FromMicroseconds(wait);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            if (Interlocked.Exchange(ref _away, 1) == 0)
                LogAway(logger, exception);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Limits cannot be counted; everything is let through until they can")]
    private static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Limits are counted again")]
    private static partial void LogBack(ILogger logger);
}
