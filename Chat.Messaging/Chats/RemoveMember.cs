using Chat.Contracts.Errors;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;

namespace Chat.Messaging.Chats;

/// <summary>The owner removes anyone, admins remove plain members, everybody leaves. When the owner leaves, the
/// longest-standing admin, else member, becomes owner; an empty chat stays.</summary>
public static class RemoveMember
{
    public static async Task<IResult> HandleAsync(
        string chatId, string userId, ActiveCaller caller, ChatUpdates updates, CancellationToken cancellation)
    {
        await using var update = await updates.BeginAsync(PathIds.Chat(chatId), caller.User, cancellation);
        var user = PathIds.User(userId);
        if (user != caller.User && update.Role == MemberRole.Member)
            throw NotAllowed();
        var member = await ShownMembers.FindAsync(update.Connection, update.Chat, user, cancellation) ?? throw Missing.User();
        if (user != caller.User && update.Role == MemberRole.Admin && member.Role != MemberRole.Member)
            throw NotAllowed();

        await RemoveAsync(update, member, cancellation);
        if (user == caller.User && update.Role == MemberRole.Owner)
            await HandOverAsync(update, cancellation);
        await update.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task RemoveAsync(ChatUpdate update, ShownMember member, CancellationToken cancellation)
    {
        if (member.IsPhantom)
        {
            await Phantoms.RemoveAsync(update.Connection, update.Chat, member.User, update.Before.LastSeq, cancellation);
            update.RemovedPhantom(member.User);
            return;
        }

        update.Removed(await ChatMembers.RemoveAsync(update.Connection, update.Chat, member.User, update.Before.LastSeq, cancellation));
    }

    private static async Task HandOverAsync(ChatUpdate update, CancellationToken cancellation)
    {
        // Also a phantom: who of the others stands longest is for everybody to see.
        if (await ShownMembers.HeirAsync(update.Connection, update.Chat, cancellation) is not { } heir)
            return;
        await ChatMembers.ChangeRoleAsync(update.Connection, update.Chat, heir, MemberRole.Owner, cancellation);
        update.ChangedRole(heir);
    }

    private static ChatException NotAllowed() =>
        new(ErrorCodes.NotAllowed, "The owner removes anyone, admins remove members without a role, everybody leaves.");
}
