using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Limiting;

namespace Chat.Edge.Admission;

/// <summary>
/// Lets new connections in by a token bucket. Who is refused gets the next slot of a virtual queue behind all who were
/// refused before, so that they come back at the rate instead of at random, and all of them are in when the rate allows it.
/// A slot is no reservation: it is only told when to come.
/// </summary>
/// <remarks>5,000 at once at 1,000/s and a burst of 2,000: 2,000 are in at once, the others are told 1 to 4 s.</remarks>
internal sealed class AdmissionQueue(Rate rate, TimeProvider time)
{
    /// <summary>Seconds. Beyond it the queue is full: the rest come back spread over the second half of it and find a new
    /// place, or not.</summary>
    public const int LongestWait = 30;

    /// <summary>Seconds, before rounding up: so that those of one moment are not told one second.</summary>
    private const double Spread = 0.5;

    private readonly Lock _lock = new();
    private TokenBucket _bucket = new(rate, time);
    private long _lastSlot = long.MinValue;

    /// <summary>Null: let in. Else seconds until it is to come back.</summary>
    public int? Enter()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_bucket.TryTake(now))
                return null;

            var slot = Math.Max(_lastSlot, now) + (long)(time.TimestampFrequency / rate.PerSecond);
            var wait = time.GetElapsedTime(now, slot).TotalSeconds + (Spread * Jitter.Next());
            if (wait > LongestWait)
                return (int)Math.Ceiling(LongestWait * (1 + Jitter.Next()) / 2);

            _lastSlot = slot;
            return (int)Math.Ceiling(wait);
        }
    }
}
