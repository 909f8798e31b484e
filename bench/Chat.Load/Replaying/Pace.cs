namespace Chat.Load.Replaying;

/// <summary>Lets so many a second through, evenly; what could not come in time is not made up for.</summary>
internal sealed class Pace(int perSecond, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long _nextTicks;

    public async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        var now = time.GetElapsedTime(_started).Ticks;
        var step = TimeSpan.TicksPerSecond / perSecond;
        long seen, place;
        do
        {
            seen = Interlocked.Read(ref _nextTicks);
            place = Math.Max(seen, now);
        }
        while (Interlocked.CompareExchange(ref _nextTicks, place + step, seen) != seen);

        var wait = TimeSpan.FromTicks(place - now);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);
    }
}
