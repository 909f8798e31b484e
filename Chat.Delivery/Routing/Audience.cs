using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Members;

namespace Chat.Delivery.Routing;

/// <summary>Whom an event is for.</summary>
internal static class Audience
{
    /// <summary>
    /// Messages: the members of that seq. Watermarks: all members. Changes of the chat: all members, and those who were
    /// removed. None is for whom it is withheld from, some are for one user only.
    /// </summary>
    public static IReadOnlyList<Member> Of(Event e, Membership membership)
    {
        if (e.OnlyTo != 0)
            return [.. membership.Members.Where(member => member.User.Value == e.OnlyTo)];

        var audience = e.BodyCase switch
        {
            Event.BodyOneofCase.Message => membership.At(e.Message.Seq),
            Event.BodyOneofCase.Membership when e.Membership.Removed.Count > 0 => WithRemoved(membership, e.Membership),
            _ => membership.Members,
        };
        return e.WithheldFrom == 0 ? audience : [.. audience.Where(member => member.User.Value != e.WithheldFrom)];
    }

    /// <summary>Of a change: who was added or removed, and whom it is about.</summary>
    public static IReadOnlyList<Member> Concerned(Event e, Membership membership)
    {
        var change = e.Membership;
        var concerned = new Dictionary<UserId, Member>();
        foreach (var seqs in change.Removed.Concat(change.Added))
            concerned[new UserId(seqs.UserId)] = Member.Of(seqs);
        var about = new UserId(change.UserId);
        if (change.UserId != 0 && change.UserId != e.WithheldFrom && !concerned.ContainsKey(about))
        {
            // Of a pulled chat the members are not known: what is not said of the first seq, the device has.
            var known = membership.Members.FirstOrDefault(member => member.User == about);
            concerned[about] = known == default ? new Member(about, 0, 0) : known;
        }

        return [.. concerned.Values];
    }

    /// <summary>Of a change: the members whom it does not concern.</summary>
    public static IReadOnlyList<Member> Others(Event e, Membership membership)
    {
        var concerned = Concerned(e, membership).Select(member => member.User).ToHashSet();
        return [.. membership.Members.Where(member => !concerned.Contains(member.User))];
    }

    private static IReadOnlyList<Member> WithRemoved(Membership membership, MembershipChanged change)
    {
        // Somebody who came back since is a member, and is told as one.
        var members = membership.Members.Select(member => member.User).ToHashSet();
        return [.. membership.Members, .. change.Removed.Where(seqs => !members.Contains(new UserId(seqs.UserId))).Select(Member.Of)];
    }
}
