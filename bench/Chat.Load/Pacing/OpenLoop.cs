using System.Diagnostics;

namespace Chat.Load.Pacing;

/// <summary>Sends on a schedule of its own, whatever comes back: what is late counts from when it was due. The rate rises
/// evenly from nothing: a server whose code is not compiled yet would begin with a backlog that is not the load's.</summary>
/// <param name="rise">How long until the full rate.</param>
/// <param name="trySend">Sends the n-th message (from 0), due at that timestamp; false: too many are under way.</param>
internal sealed class OpenLoop(int perSecond, TimeSpan rise, Func<long, long, bool> trySend)
{
    /// <summary>Timers are no finer.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>Messages that were due and not sent, since too many were under way.</summary>
    public long HeldBack { get; private set; }

    /// <summary>Ends when it is cancelled, between two messages.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var started = Stopwatch.GetTimestamp();
        for (long next = 0; !end.IsCancellationRequested;)
        {
            var due = DueBy(Stopwatch.GetElapsedTime(started).TotalSeconds);
            for (; next < due; next++)
            {
                if (!trySend(next, started + (long)(DueAt(next) * Stopwatch.Frequency)))
                    HeldBack++;
            }

            var untilNext = TimeSpan.FromSeconds(DueAt(next)) - Stopwatch.GetElapsedTime(started);
            await Task.Delay(untilNext > ShortestWait ? untilNext : ShortestWait, CancellationToken.None);
        }
    }

    /// <summary>Messages that are due in the first so many seconds, the one at their beginning included.</summary>
    private long DueBy(double seconds) => 1 + (seconds < rise.TotalSeconds
        ? (long)(perSecond * seconds * seconds / (2 * rise.TotalSeconds))
        : (long)(perSecond * (seconds - rise.TotalSeconds / 2)));

    /// <summary>Seconds from the start until the n-th is due.</summary>
    private double DueAt(long number) => number < perSecond * rise.TotalSeconds / 2
        ? Math.Sqrt(2 * rise.TotalSeconds * number / perSecond)
        : (double)number / perSecond + rise.TotalSeconds / 2;
}
