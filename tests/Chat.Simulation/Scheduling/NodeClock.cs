namespace Chat.Simulation.Scheduling;

/// <summary>The simulated time; its timers fire in their process.</summary>
internal sealed class NodeClock(World world, Node node) : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public static DateTimeOffset At(World world) => Beginning + world.Time;

    public override DateTimeOffset GetUtcNow() => At(world);

    public override long GetTimestamp() => world.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(world, node, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(World world, Node node, TimerCallback callback, object? state) : ITimer
    {
        private int _version;
        private bool _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
                return false;

            var version = ++_version;
            if (dueTime != Timeout.InfiniteTimeSpan)
                Arm(version, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            _version++;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(int version, TimeSpan dueTime, TimeSpan period) => world.After(dueTime, () =>
        {
            if (version != _version || node.IsDead)
                return;

            node.Run(() => callback(state));
            if (period != Timeout.InfiniteTimeSpan && period > TimeSpan.Zero)
                Arm(version, period, period);
        });
    }
}
