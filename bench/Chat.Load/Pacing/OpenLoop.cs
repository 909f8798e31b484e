using System.Diagnostics;

namespace Chat.Load.Pacing;

/// <summary>Sends on a schedule of its own, whatever comes back: what is late counts from when it was due.</summary>
/// <param name="trySend">Sends the n-th message (from 0), due at that timestamp; false: too many are under way.</param>
internal sealed class OpenLoop(int perSecond, Func<long, long, bool> trySend)
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
            var due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond);
            for (; next < due; next++)
            {
                var dueAt = started + (long)(next * (double)Stopwatch.Frequency / perSecond);
                if (!trySend(next, dueAt))
                    HeldBack++;
            }

            var untilNext = TimeSpan.FromSeconds((double)next / perSecond) - Stopwatch.GetElapsedTime(started);
            await Task.Delay(untilNext > ShortestWait ? untilNext : ShortestWait, CancellationToken.None);
        }
    }
}
