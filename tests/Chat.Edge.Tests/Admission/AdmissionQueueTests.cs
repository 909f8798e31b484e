using Chat.Contracts.Retrying;
using Chat.Edge.Admission;
using Chat.ServiceDefaults.Limiting;
using Chat.Testing.Time;

namespace Chat.Edge.Tests.Admission;

public sealed class AdmissionQueueTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Random _random = new(7);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Five_thousand_devices_that_are_dropped_at_once_are_back_within_six_seconds(bool withBackoff)
    {
        var (lastIn, tries, busiest) = ComeBack(5_000, new AdmissionLimits().Rate, withBackoff);

        Assert.InRange(lastIn, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(6));
        Assert.InRange(tries, 1, 3);
        Assert.InRange(busiest, 1_000, 2_500);
    }

    [Fact]
    public void Fifty_thousand_come_back_at_the_rate_and_not_all_at_once()
    {
        var (lastIn, _, busiest) = ComeBack(50_000, new AdmissionLimits().Rate, withBackoff: true);

        Assert.InRange(lastIn, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(75));
        Assert.InRange(busiest, 1_000, 2_500);
    }

    [Fact]
    public void Nobody_is_told_to_wait_longer_than_the_bound_nor_not_at_all()
    {
        var queue = new AdmissionQueue(new Rate(1, 1), _time);
        Assert.Null(queue.Enter());
        var waits = Enumerable.Range(0, 1_000).Select(_ => queue.Enter()!.Value).ToArray();

        Assert.InRange(waits[0], 1, 2);
        Assert.All(waits, wait => Assert.InRange(wait, 1, AdmissionQueue.LongestWait));
        Assert.True(waits[100..].Distinct().Count() > 10);
    }

    /// <summary>Devices that do as they are told: a first backoff, then Retry-After and, as our clients do, backoff on top.</summary>
    private (TimeSpan LastIn, int Tries, int BusiestSecond) ComeBack(int devices, Rate rate, bool withBackoff)
    {
        var queue = new AdmissionQueue(rate, _time);
        var due = new PriorityQueue<int, TimeSpan>();
        for (var device = 0; device < devices; device++)
            due.Enqueue(0, Wait(0));

        var began = _time.GetUtcNow();
        var admitted = new List<TimeSpan>(devices);
        var most = 0;
        while (due.TryDequeue(out var attempt, out var at))
        {
            _time.Advance(began + at - _time.GetUtcNow());
            most = Math.Max(most, attempt + 1);
            if (queue.Enter() is { } seconds)
                due.Enqueue(attempt + 1, at + TimeSpan.FromSeconds(seconds) + (withBackoff ? Wait(attempt + 1) : TimeSpan.Zero));
            else
                admitted.Add(at);
        }

        return (admitted[^1], most, admitted.GroupBy(at => (int)at.TotalSeconds).Max(second => second.Count()));
    }

    private TimeSpan Wait(int attempt) => Backoff.Reconnect.Delay(attempt, _random.NextDouble());
}
