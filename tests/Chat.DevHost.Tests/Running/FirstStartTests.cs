using Chat.DevHost.Running;
using Chat.Testing.Time;

namespace Chat.DevHost.Tests.Running;

public sealed class FirstStartTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Five_deaths_in_half_a_minute_are_hopeless()
    {
        var start = new FirstStart(_time);
        Assert.Equal([false, false, false, false, true], Die(start, times: 5, every: TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public void Slow_deaths_are_not()
    {
        var start = new FirstStart(_time);
        Assert.DoesNotContain(true, Die(start, times: 20, every: TimeSpan.FromSeconds(8)));
    }

    [Fact]
    public void What_was_healthy_once_is_never_hopeless()
    {
        var start = new FirstStart(_time);
        start.WasHealthy();
        Assert.DoesNotContain(true, Die(start, times: 20, every: TimeSpan.Zero));
        Assert.False(start.IsHopeless(FirstStart.MissingPart));
    }

    [Fact]
    public void A_missing_part_is_hopeless_at_once() => Assert.True(new FirstStart(_time).IsHopeless(FirstStart.MissingPart));

    private List<bool> Die(FirstStart start, int times, TimeSpan every)
    {
        var answers = new List<bool>();
        for (var i = 0; i < times; i++)
        {
            answers.Add(start.IsHopeless(exitCode: 1));
            _time.Advance(every);
        }

        return answers;
    }
}
