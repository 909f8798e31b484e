namespace Chat.Contracts.Retrying;

/// <summary>
/// The one retry schedule, of services and clients: exponential with full jitter. The wait before attempt n is uniform
/// between 0 and min(cap, first * 2^n), so that many who failed together do not come back together.
/// </summary>
public sealed record Backoff(TimeSpan First, TimeSpan Cap)
{
    /// <summary>Between services: 50 ms to 2 s.</summary>
    public static readonly Backoff Internal = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));

    /// <summary>A client that reconnects: 500 ms to 30 s.</summary>
    public static readonly Backoff Reconnect = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));

    /// <summary>A client on a standing connection whose call was <c>unavailable</c>: 200 ms to 3 s, since what the server
    /// refuses costs it little, and the caller waits.</summary>
    public static readonly Backoff Unavailable = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3));

    /// <param name="attempt">0 for the first wait.</param>
    /// <param name="unit">Uniform in [0, 1): the jitter, from outside so that a simulation repeats.</param>
    public TimeSpan Delay(int attempt, double unit)
    {
        var bound = Math.Min(Cap.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 30)));
        return TimeSpan.FromMilliseconds(bound * unit);
    }

    public TimeSpan Delay(int attempt) => Delay(attempt, Jitter.Next());
}
