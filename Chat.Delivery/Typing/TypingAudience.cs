using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Delivery.Typing;

/// <summary>Whom typing in a chat is told to.</summary>
/// <param name="Members">None where <paramref name="IsPulled"/>.</param>
/// <param name="Withheld">In a direct chat: those whose typing does not reach the other, who has blocked them.</param>
/// <param name="IsPulled">A channel so large that only those who have it open are pushed to: typing is left out there.</param>
internal sealed record TypingAudience(UserId[] Members, UserId[] Withheld, bool IsPulled)
{
    public static TypingAudience Of(ChatMembers chat) => new(
        [.. chat.Members.Select(member => new UserId(member.UserId))],
        [.. chat.WithheldSenderIds.Select(id => new UserId(id))],
        chat.MemberCount > Limits.MaxPushedMembers);

    /// <summary>Null: they may be told. Else why they are not.</summary>
    public string? WhyNot(UserId typist) =>
        IsPulled ? "pulled"
        : !Members.Contains(typist) ? "not-a-member"
        : Withheld.Contains(typist) ? "withheld"
        : null;
}
