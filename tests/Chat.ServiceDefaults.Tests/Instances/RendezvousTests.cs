using Chat.ServiceDefaults.Instances;

namespace Chat.ServiceDefaults.Tests.Instances;

public sealed class RendezvousTests
{
    private const int Keys = 20_000;

    [Fact]
    public void Nobody_is_picked_from_nobody() => Assert.Null(Rendezvous.Pick([], 1));

    [Fact]
    public void The_order_of_the_list_does_not_matter()
    {
        var instances = Instances(5);
        var reversed = instances.Reverse().ToArray();
        Assert.All(Enumerable.Range(0, 1_000), key => Assert.Same(Rendezvous.Pick(instances, key), Rendezvous.Pick(reversed, key)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    public void Keys_are_spread_evenly(int count)
    {
        var shares = Enumerable.Range(0, Keys).GroupBy(key => Rendezvous.Pick(Instances(count), key)!.Id).Select(group => group.Count()).ToArray();

        Assert.Equal(count, shares.Length);
        Assert.All(shares, share => Assert.InRange(share, 0.85 * Keys / count, 1.15 * Keys / count));
    }

    [Fact]
    public void One_that_goes_moves_only_its_own_keys()
    {
        var before = Instances(5);
        var after = before.Where((_, index) => index != 2).ToArray();
        var gone = before[2];

        Assert.All(Enumerable.Range(0, Keys), key =>
        {
            var owner = Rendezvous.Pick(before, key)!;
            if (owner != gone)
                Assert.Equal(owner.Id, Rendezvous.Pick(after, key)!.Id);
        });
    }

    [Fact]
    public void One_that_comes_takes_its_share_and_moves_no_other_key()
    {
        var before = Instances(4);
        var after = Instances(5);
        var moved = Enumerable.Range(0, Keys).Where(key => Rendezvous.Pick(before, key)!.Id != Rendezvous.Pick(after, key)!.Id).ToArray();

        Assert.All(moved, key => Assert.Equal(after[4].Id, Rendezvous.Pick(after, key)!.Id));
        Assert.InRange(moved.Length, 0.85 * Keys / 5, 1.15 * Keys / 5);
    }

    private static Instance[] Instances(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new Instance($"messaging-{i:d12}", new Uri("http://h:1"), new Uri("http://h:2"), false))];
}
