using Chat.ServiceDefaults.Limiting;
using Chat.Testing.Time;

namespace Chat.ServiceDefaults.Tests.Limiting;

public sealed class TokenBucketTests
{
    private readonly ManualTimeProvider _time = new();
    private TokenBucket _bucket;

    [Fact]
    public void It_gives_its_burst_at_once_and_then_its_rate()
    {
        _bucket = new TokenBucket(new Rate(40, 200), _time);
        Assert.Equal(200, Take(1_000));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(40, Take(1_000));
        _time.Advance(TimeSpan.FromMilliseconds(24));
        Assert.Equal(0, Take(1));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Take(2));
    }

    [Fact]
    public void It_saves_up_its_burst_and_no_more()
    {
        _bucket = new TokenBucket(new Rate(40, 200), _time);
        Take(200);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, Take(1_000));
    }

    [Fact]
    public void A_cost_is_taken_whole_or_not_at_all()
    {
        _bucket = new TokenBucket(new Rate(10, 10), _time);
        Assert.False(_bucket.TryTake(_time.GetTimestamp(), 11));
        Assert.True(_bucket.TryTake(_time.GetTimestamp(), 8));
        Assert.False(_bucket.TryTake(_time.GetTimestamp(), 3));
        Assert.True(_bucket.TryTake(_time.GetTimestamp(), 2));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    public void Without_a_rate_or_a_burst_there_is_no_limit(double rate, int burst)
    {
        _bucket = new TokenBucket(new Rate(rate, burst), _time);
        Assert.Equal(100_000, Take(100_000));
    }

    private int Take(int tries) => Enumerable.Range(0, tries).Count(_ => _bucket.TryTake(_time.GetTimestamp()));
}
