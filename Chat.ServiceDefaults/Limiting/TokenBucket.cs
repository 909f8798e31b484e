namespace Chat.ServiceDefaults.Limiting;

/// <summary>
/// A token bucket in two words: it keeps when it will be full again (the generic cell rate algorithm), so that nothing has
/// to be refilled. A field of its owner, who guards it.
/// </summary>
/// <remarks>Not System.Threading.RateLimiting's TokenBucketRateLimiter: this is 1 ns beside the 25 of reading the clock, and
/// 24 bytes; that one is 22 ns, a lock, an object with a queue, and a timer or somebody who refills it, for each of 50,000
/// connections.</remarks>
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
