using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Members;

namespace Chat.Delivery.Routing;

/// <summary>Whom an event is for.</summary>
internal static class Audience
{
    /// <summary>
    /// Messages: the members of that seq. Watermarks: all members. Changes of the chat: all members, and those who were
    /// removed.
    /// </summary>
    public static IReadOnlyList<Member> Of(Event e, Membership membership) => e.BodyCase switch
    {
        Event.BodyOneofCase.Message => membership.At(e.Message.Seq),
        Event.BodyOneofCase.Membership when e.Membership.Removed.Count > 0 => WithRemoved(membership, e.Membership),
        _ => membership.Members,
    };

    private static IReadOnlyList<Member> WithRemoved(Membership membership, MembershipChanged change)
    {
        // Somebody who came back since is a member, and is told as one.
        var members = membership.Members.Select(member => member.User).ToHashSet();
        return [.. membership.Members, .. change.Removed.Where(seqs => !members.Contains(new UserId(seqs.UserId))).Select(Member.Of)];
    }
}
