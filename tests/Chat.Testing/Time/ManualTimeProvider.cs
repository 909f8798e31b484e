namespace Chat.Testing.Time;

/// <summary>
/// A clock that a test moves. Timers fire during <see cref="Advance"/>, in the order of their due times, on the thread that
/// advances; each sees the clock at its own due time.
/// </summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start;
    private long _order;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that are set: a test can wait for code to have begun its wait before it advances.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_lock)
                return _timers.Count(timer => timer.Due is not null);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        FireDue();
        return timer;
    }

    /// <summary>Moves the clock forward and fires what falls due on the way, also what is set meanwhile.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end;
        lock (_lock)
            end = _now + by;
        while (TakeDue(end) is { } timer)
            timer.Fire();
        lock (_lock)
            _now = end > _now ? end : _now;
    }

    private void FireDue()
    {
        while (TakeDue(GetUtcNow()) is { } timer)
            timer.Fire();
    }

    /// <summary>The next timer due until then, the clock set to its due time and the timer to its next.</summary>
    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            var next = _timers
                .Where(timer => timer.Due <= until)
                .OrderBy(timer => timer.Due)
                .ThenBy(timer => timer.Order)
                .FirstOrDefault();
            if (next is null)
                return null;
            _now = next.Due > _now ? next.Due.Value : _now;
            next.Due = next.Period > TimeSpan.Zero ? _now + next.Period : null;
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public long Order { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._lock)
            {
                if (!owner._timers.Contains(this))
                    owner._timers.Add(this);
                Order = owner._order++;
                Period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : owner._now + dueTime;
                return true;
            }
        }

        public void Dispose()
        {
            lock (owner._lock)
            {
                Due = null;
                owner._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
