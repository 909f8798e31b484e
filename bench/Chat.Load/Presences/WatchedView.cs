using System.Diagnostics;

namespace Chat.Load.Presences;

/// <summary>One user as one watcher sees it.</summary>
/// <remarks>Written by the watcher's reading loop alone.</remarks>
internal sealed class WatchedView(FlappingUser user)
{
    /// <summary>Events of one user are at least 1 s apart where they are sent; on the way they may come closer.</summary>
    private static readonly TimeSpan TooSoonAfter = TimeSpan.FromMilliseconds(800);

    private volatile bool _online;
    private volatile bool _known;
    private long _lastAt;
    private int _events;
    private int _tooSoon;

    public bool IsRight => _known && _online == user.Now.IsThere;

    public bool SeemsThere => _online;

    public FlappingUser User => user;

    public int Events => Volatile.Read(ref _events);

    /// <summary>Events that came before a second had passed since the last, give or take.</summary>
    public int TooSoon => Volatile.Read(ref _tooSoon);

    public void Answered(bool online)
    {
        // An event before the answer is newer.
        if (!_known)
            (_online, _known) = (online, true);
    }

    public void Changed(bool online, PresenceLatencies latencies)
    {
        if (_lastAt != 0 && Stopwatch.GetElapsedTime(_lastAt) < TooSoonAfter)
            Interlocked.Increment(ref _tooSoon);
        _lastAt = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _events);
        (_online, _known) = (online, true);

        var now = user.Now;
        if (now.IsThere != online)
            return;
        var took = Stopwatch.GetElapsedTime(now.Since);
        (now.Departure switch
        {
            Departure.None => latencies.Coming,
            Departure.Goodbye => latencies.Goodbye,
            _ => latencies.Reset,
        }).Record(took);
    }
}
