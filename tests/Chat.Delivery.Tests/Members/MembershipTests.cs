using Chat.Delivery.Members;

namespace Chat.Delivery.Tests.Members;

public sealed class MembershipTests
{
    [Fact]
    public void Who_joined_later_is_no_member_of_an_earlier_seq()
    {
        var membership = Membership.Of(Sample.Members(7, 1, Sample.Seqs(1), Sample.Seqs(2, from: 5)));

        Assert.Equal([1L], Users(membership.At(4)));
        Assert.Equal([1L, 2L], Users(membership.At(5)));
    }

    [Fact]
    public void A_change_adds_and_removes()
    {
        var membership = Membership.Of(Sample.Members(7, 1, Sample.Seqs(1), Sample.Seqs(2)));
        var change = Sample.Change(7, 2, "member-added", added: [Sample.Seqs(3, from: 9)], removed: [Sample.Seqs(2)]).Membership;

        var next = membership.Apply(2, change)!;

        Assert.Equal(2, next.Version);
        Assert.Equal([1L, 3L], Users(next.Members));
        Assert.Equal([1L, 2L], Users(membership.Members));
    }

    [Fact]
    public void Who_comes_back_is_a_member_once_from_the_new_seq_on()
    {
        var membership = Membership.Of(Sample.Members(7, 1, Sample.Seqs(1), Sample.Seqs(2)));
        var change = Sample.Change(7, 2, "member-added", added: [Sample.Seqs(2, from: 9, first: 1)]).Membership;

        var next = membership.Apply(2, change)!;

        Assert.Equal([1L, 2L], Users(next.Members));
        Assert.Equal([1L], Users(next.At(8)));
    }

    private static IEnumerable<long> Users(IEnumerable<Member> members) => members.Select(member => member.User.Value);
}
