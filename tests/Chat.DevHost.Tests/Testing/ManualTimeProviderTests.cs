using Chat.Testing.Time;

namespace Chat.DevHost.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_and_see_the_clock_there()
    {
        var start = _time.GetUtcNow();
        var fired = new List<string>();
        using var late = _time.CreateTimer(_ => fired.Add($"late {Elapsed()}"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var periodic = _time.CreateTimer(_ => fired.Add($"tick {Elapsed()}"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["tick 2", "late 3", "tick 4"], fired);
        Assert.Equal(TimeSpan.FromSeconds(5), _time.GetElapsedTime(start.Ticks));

        double Elapsed() => (_time.GetUtcNow() - start).TotalSeconds;
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come_and_not_before()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(10), _time);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);
        Assert.Equal(1, _time.PendingTimers);

        _time.Advance(TimeSpan.FromSeconds(1));
        await delay;
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void A_disposed_timer_does_not_fire()
    {
        var fired = false;
        var timer = _time.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(fired);
    }

    [Fact]
    public void A_timer_due_at_once_fires_at_once()
    {
        var fired = false;
        using var timer = _time.CreateTimer(_ => fired = true, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Assert.True(fired);
    }
}
