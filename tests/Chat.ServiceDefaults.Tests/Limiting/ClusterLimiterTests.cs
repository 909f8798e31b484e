using Chat.ServiceDefaults.Limiting;
using Chat.Testing.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Tests.Limiting;

public sealed class ClusterLimiterTests(RedisFixture redis) : RedisTest(redis)
{
    private static readonly ClusterLimit Hourly = new("test", "tests", Rate.AnHour(60, 5));

    [Fact]
    public async Task All_instances_count_together_and_each_id_by_itself()
    {
        ClusterLimiter[] instances = [Limiter(), Limiter()];
        for (var i = 0; i < 5; i++)
            Assert.Null(await TakeAsync(instances[i % 2], "a"));

        // A token a minute.
        Assert.InRange((await TakeAsync(instances[0], "a"))!.Value, TimeSpan.FromSeconds(58), TimeSpan.FromSeconds(60));
        Assert.InRange((await TakeAsync(instances[1], "a"))!.Value, TimeSpan.FromSeconds(58), TimeSpan.FromSeconds(60));
        Assert.Null(await TakeAsync(instances[1], "b"));
    }

    [Fact]
    public async Task A_cost_is_taken_whole_and_one_beyond_the_burst_counts_as_the_burst()
    {
        var limiter = Limiter();
        Assert.Null(await TakeAsync(limiter, "a", 3));
        Assert.InRange((await TakeAsync(limiter, "a", 4))!.Value, TimeSpan.FromSeconds(118), TimeSpan.FromSeconds(120));
        Assert.Null(await TakeAsync(limiter, "a", 2));

        Assert.Null(await TakeAsync(limiter, "b", 1_000));
        Assert.NotNull(await TakeAsync(limiter, "b"));
    }

    [Fact]
    public async Task What_is_saved_up_again_is_given_again_and_leaves_no_key()
    {
        var limiter = Limiter();
        var fast = new ClusterLimit("fast", "tests", new Rate(50, 1));
        Assert.Null(await limiter.TakeAsync(fast, "a", 1, CancellationToken.None));
        Assert.InRange((await limiter.TakeAsync(fast, "a", 1, CancellationToken.None))!.Value, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));

        await Eventually.Async(_ => Task.FromResult(!Database.KeyExists("limit:fast:a")));
        Assert.Null(await limiter.TakeAsync(fast, "a", 1, CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_rate_Redis_is_not_asked()
    {
        var limiter = new ClusterLimiter(null!, TimeProvider.System, NullLogger<ClusterLimiter>.Instance);
        Assert.Null(await limiter.TakeAsync(ClusterLimit.Connects(ChatLimits.Off), "a", 1, CancellationToken.None));
    }

    [Fact]
    public async Task While_Redis_is_away_everything_is_let_through_soon()
    {
        var options = ConfigurationOptions.Parse($"127.0.0.1:{FreePort.Take()}");
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 100;
        using var away = await ConnectionMultiplexer.ConnectAsync(options);
        var limiter = new ClusterLimiter(away, TimeProvider.System, NullLogger<ClusterLimiter>.Instance);

        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 8; i++)
            Assert.Null(await TakeAsync(limiter, "a"));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, 10 * ClusterLimiter.Deadline);
    }

    private ClusterLimiter Limiter() => new(Redis, TimeProvider.System, NullLogger<ClusterLimiter>.Instance);

    private static Task<TimeSpan?> TakeAsync(ClusterLimiter limiter, string id, int cost = 1) =>
        limiter.TakeAsync(Hourly, id, cost, CancellationToken.None);
}
