using Chat.Contracts.Ids;
using Chat.Testing.Time;

namespace Chat.Contracts.Tests.Ids;

public sealed class IdGeneratorTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void An_id_tells_its_time_region_and_shard()
    {
        var id = new IdGenerator(_time, region: 63).Next<ChatId>();

        Assert.Equal(_time.GetUtcNow(), IdLayout.CreatedAt(id.Value));
        Assert.Equal(63, (id.Value >> 8) & 0x3f);
        Assert.Equal((int)(id.Value & 0xff), id.LogicalShard);
        Assert.False(id.IsNone);
    }

    [Fact]
    public void Ids_are_distinct_and_rise_also_beyond_what_a_millisecond_holds()
    {
        var generator = new IdGenerator(_time);
        var times = Enumerable.Range(0, 5_000).Select(_ => generator.Next<ChatId>().Value >> (IdLayout.ShardBits + IdLayout.RegionBits)).ToArray();

        Assert.Equal(times.Length, times.Distinct().Count());
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public void A_clock_that_goes_back_repeats_no_id()
    {
        var clock = new StoppedClock(_time.GetUtcNow());
        var generator = new IdGenerator(clock);
        var ids = new HashSet<long>();
        for (var i = 0; i < 1_000; i++)
        {
            clock.Now -= TimeSpan.FromMilliseconds(i % 3);
            Assert.True(ids.Add(generator.Next<UserId>().Value >> (IdLayout.ShardBits + IdLayout.RegionBits)));
        }
    }

    [Fact]
    public async Task Ids_that_are_taken_at_once_are_distinct()
    {
        var generator = new IdGenerator(TimeProvider.System);
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 2_000).Select(_ => generator.Next<ChatId>().Value >> (IdLayout.ShardBits + IdLayout.RegionBits)).ToArray())));
        Assert.Equal(8_000, taken.SelectMany(ids => ids).Distinct().Count());
    }

    [Fact]
    public void Chats_are_spread_over_all_shards()
    {
        var generator = new IdGenerator(TimeProvider.System);
        var shards = Enumerable.Range(0, 10_000).Select(_ => generator.Next<ChatId>().LogicalShard).ToHashSet();
        Assert.Equal(IdLayout.LogicalShards, shards.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(64)]
    public void A_region_has_six_bits(int region) => Assert.Throws<ArgumentOutOfRangeException>(() => new IdGenerator(_time, region));

    [Fact]
    public void The_layout_lasts_until_2094()
    {
        var end = new IdGenerator(new StoppedClock(new DateTimeOffset(2094, 1, 1, 0, 0, 0, TimeSpan.Zero))).Next<ChatId>();
        Assert.True(end.Value > 0);
        Assert.Equal(2094, IdLayout.CreatedAt(end.Value).Year);
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
