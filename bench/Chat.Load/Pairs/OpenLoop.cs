using System.Diagnostics;

namespace Chat.Load.Pairs;

/// <summary>Sends on a schedule of its own, whatever comes back: what is late counts from when it was due.</summary>
internal sealed class OpenLoop(IReadOnlyList<Pair> pairs, int perSecond)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(1);

    /// <summary>Messages that were due and not sent, since too many were under way.</summary>
    public long HeldBack { get; private set; }

    /// <summary>Ends when it is cancelled, between two messages.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var started = Stopwatch.GetTimestamp();
        using var turns = new PeriodicTimer(Turn);
        for (long next = 0; !end.IsCancellationRequested;)
        {
            var due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond);
            for (; next < due; next++)
            {
                var dueAt = started + (long)(next * (double)Stopwatch.Frequency / perSecond);
                if (!pairs[(int)(next % pairs.Count)].TrySend(dueAt))
                    HeldBack++;
            }

            await turns.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
