using Chat.Delivery.Consuming;
using Chat.Testing.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Chat.Delivery.Tests.Consuming;

/// <summary>Claims on six partitions, on real Redis, turn by turn.</summary>
public sealed class PartitionClaimsTests(RedisFixture fixture) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private static readonly int[] All = [0, 1, 2, 3, 4, 5];
    private static readonly ClaimPolicy Long = new("delivery", Hold: TimeSpan.FromMinutes(1), Turn: TimeSpan.FromSeconds(1));

    private ConnectionMultiplexer? _redis;

    public async Task InitializeAsync()
    {
        await fixture.FlushAsync();
        _redis = await ConnectionMultiplexer.ConnectAsync(fixture.ConnectionString);
    }

    public Task DisposeAsync()
    {
        _redis?.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_first_one_takes_all_and_gives_its_share_to_the_second_when_it_has_dropped_it()
    {
        using var one = Claims("one", Long);
        using var two = Claims("two", Long);
        await TurnAsync(one);
        Assert.Equal(All, one.Wanted);

        await TurnAsync(two, one, two);
        Assert.Equal([0, 1, 2], one.Wanted);
        Assert.Empty(two.Wanted);

        foreach (var partition in new[] { 3, 4, 5 })
            one.Dropped(partition);
        await TurnAsync(one, two);
        Assert.Equal([0, 1, 2], one.Wanted);
        Assert.Equal([3, 4, 5], two.Wanted);
    }

    [Fact]
    public async Task Of_one_that_turns_no_more_the_others_take_the_partitions_when_its_claims_have_run_out()
    {
        var brief = Long with { Hold = TimeSpan.FromMilliseconds(200) };
        using var dead = Claims("dead", brief);
        using var alive = Claims("alive", brief);
        await TurnAsync(dead, alive);
        Assert.Empty(alive.Wanted);

        await Eventually.Async(async cancellation =>
        {
            await alive.TurnAsync(cancellation);
            return alive.Wanted.SequenceEqual(All);
        });
        await TurnAsync(dead);
        Assert.Empty(dead.Wanted);
    }

    [Fact]
    public async Task Who_stops_leaves_its_partitions_to_the_others_at_once()
    {
        using var one = Claims("one", Long);
        using var two = Claims("two", Long);
        await TurnAsync(one, two);

        await one.StopAsync(CancellationToken.None);
        await TurnAsync(two);

        Assert.Equal(All, two.Wanted);
    }

    [Fact]
    public async Task When_redis_has_lost_everything_each_keeps_what_it_claims_again()
    {
        using var one = Claims("one", Long);
        await TurnAsync(one);
        await fixture.FlushAsync();
        await TurnAsync(one);
        Assert.Equal(All, one.Wanted);
    }

    [Fact]
    public async Task Nothing_is_claimed_while_the_number_of_partitions_is_not_known()
    {
        using var claims = Claims("one", Long, partitions: 0);
        await TurnAsync(claims);
        Assert.False(claims.HasTurned);
    }

    private static async Task TurnAsync(params PartitionClaims[] claims)
    {
        foreach (var one in claims)
            await one.TurnAsync(CancellationToken.None);
    }

    private PartitionClaims Claims(string me, ClaimPolicy policy, int partitions = 6) =>
        new(_redis!, me, () => partitions, policy, TimeProvider.System, NullLogger<PartitionClaims>.Instance);
}
