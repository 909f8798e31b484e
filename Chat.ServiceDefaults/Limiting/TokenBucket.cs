namespace Chat.ServiceDefaults.Limiting;

/// <summary>
/// A token bucket in two words: it keeps when it will be full again (the generic cell rate algorithm), so that nothing has
/// to be refilled. A field of its owner, who guards it.
/// </summary>
/// <remarks>A struct instead of System.Threading.RateLimiting's TokenBucketRateLimiter: 4 ns a call without the clock,
/// against 60 to 90 ns, 48 bytes for a lease, and a lock, for each of 50,000 connections.</remarks>
public struct TokenBucket
{
    private readonly long _perToken;
    private readonly long _size;
    private long _fullAt = long.MinValue;

    /// <param name="rate">What it lets through.</param>
    /// <param name="time">Whose timestamps are given to <see cref="TryTake"/>.</param>
    public TokenBucket(Rate rate, TimeProvider time)
    {
        if (!rate.IsLimited)
            return;

        _perToken = Math.Max(1, (long)(time.TimestampFrequency / rate.PerSecond));
        _size = _perToken * rate.Burst;
    }

    /// <param name="now">A timestamp.</param>
    /// <param name="cost">Tokens; more than the bucket holds are never there.</param>
    public bool TryTake(long now, int cost = 1)
    {
        if (_perToken == 0)
            return true;

        var fullAt = Math.Max(_fullAt, now) + (_perToken * cost);
        if (fullAt - now > _size)
            return false;

        _fullAt = fullAt;
        return true;
    }
}
