using Chat.Contracts;
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

    private Membership(long version, long count, Member[] members)
    {
        Version = version;
        Count = count;
        Members = members;
        foreach (var member in members)
            _lastFromSeq = Math.Max(_lastFromSeq, member.FromSeq);
    }

    public long Version { get; }

    public long Count { get; }

    /// <summary>None of a pulled chat.</summary>
    public IReadOnlyList<Member> Members { get; }

    /// <summary>The chat has too many members to push to all of them.</summary>
    public bool IsPulled => Count > Limits.MaxPushedMembers;

    public static Membership Of(ChatMembers members) => Of(
        members.MembershipVersion, Math.Max(members.MemberCount, members.Members.Count), [.. members.Members.Select(Member.Of)]);

    /// <summary>Those who were members when this seq was given out.</summary>
    public IReadOnlyList<Member> At(long seq) =>
        _lastFromSeq <= seq ? Members : [.. Members.Where(member => member.FromSeq <= seq)];

    /// <summary>The next version, after a change that follows this one directly. Null: the chat is pulled no longer, and its
    /// members are not known.</summary>
    public Membership? Apply(long version, MembershipChanged change)
    {
        if (IsPulled)
        {
            var left = Count + change.Added.Count - change.Removed.Count;
            return left > Limits.MaxPushedMembers ? Of(version, left, []) : null;
        }

        var gone = change.Removed.Concat(change.Added).Select(seqs => new UserId(seqs.UserId)).ToHashSet();
        Member[] members = [.. Members.Where(member => !gone.Contains(member.User)), .. change.Added.Select(Member.Of)];
        return Of(version, members.Length, members);
    }

    private static Membership Of(long version, long count, Member[] members) =>
        new(version, count, count > Limits.MaxPushedMembers ? [] : members);
}
