using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Delivery.Members;

/// <param name="FromSeq">First seq of the present membership: nothing before it is pushed to this member.</param>
/// <param name="FirstSeq">First seq that this user may see at all.</param>
internal readonly record struct Member(UserId User, long FromSeq, long FirstSeq)
{
    public static Member Of(MemberSeqs seqs) => new(new UserId(seqs.UserId), seqs.FromSeq, seqs.FirstSeq);
}

/// <summary>The members of one chat at one membership version. Never changed: whoever holds one may go on reading it.</summary>
internal sealed class Membership
{
    private readonly long _lastFromSeq;

    private Membership(long version, Member[] members)
    {
        Version = version;
        Members = members;
        foreach (var member in members)
            _lastFromSeq = Math.Max(_lastFromSeq, member.FromSeq);
    }

    public long Version { get; }

    public IReadOnlyList<Member> Members { get; }

    public static Membership Of(ChatMembers members) => new(members.MembershipVersion, [.. members.Members.Select(Member.Of)]);

    /// <summary>Those who were members when this seq was given out.</summary>
    public IReadOnlyList<Member> At(long seq) =>
        _lastFromSeq <= seq ? Members : [.. Members.Where(member => member.FromSeq <= seq)];

    /// <summary>The next version, after a change that follows this one directly.</summary>
    public Membership Apply(long version, MembershipChanged change)
    {
        var gone = change.Removed.Concat(change.Added).Select(seqs => new UserId(seqs.UserId)).ToHashSet();
        return new Membership(version, [.. Members.Where(member => !gone.Contains(member.User)), .. change.Added.Select(Member.Of)]);
    }
}
