using Chat.Contracts.Retrying;

namespace Chat.Contracts.Tests.Retrying;

public sealed class BackoffTests
{
    private static readonly Backoff Backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 200)]
    [InlineData(4, 1_600)]
    [InlineData(5, 2_000)]
    [InlineData(int.MaxValue, 2_000)]
    public void The_bound_doubles_up_to_the_cap(int attempt, double milliseconds) =>
        Assert.Equal(milliseconds, Backoff.Delay(attempt, unit: 1).TotalMilliseconds, precision: 6);

    [Fact]
    public void The_jitter_is_full()
    {
        Assert.Equal(TimeSpan.Zero, Backoff.Delay(3, unit: 0));
        Assert.Equal(400, Backoff.Delay(3, unit: 0.5).TotalMilliseconds, precision: 6);
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.InRange(Backoff.Delay(2).TotalMilliseconds, 0, 400));
    }
}
