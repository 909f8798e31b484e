using Chat.Contracts.Errors;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.ServiceDefaults.Requests;

namespace Chat.Messaging.Chats;

/// <summary>The owner alone. Naming an owner hands ownership over, and the one before becomes admin; the owner's own role
/// changes in no other way.</summary>
public static class ChangeRole
{
    public static async Task<IResult> HandleAsync(
        string chatId, string userId, ActiveCaller caller, JsonBody<ChangeRoleRequest> body, ChatUpdates updates, CancellationToken cancellation)
    {
        var role = RoleText.Read(body.Value.Role) ?? throw ChatException.BadRequest("role is owner, admin or member.");
        await using var update = await updates.BeginAsync(PathIds.Chat(chatId), caller.User, cancellation);
        if (update.Role != MemberRole.Owner)
            throw new ChatException(ErrorCodes.NotAllowed, "Only the owner changes roles.");

        var user = PathIds.User(userId);
        var member = await ShownMembers.FindAsync(update.Connection, update.Chat, user, cancellation) ?? throw Missing.User();
        if (member.Role == role)
            return TypedResults.NoContent();
        if (user == caller.User)
            throw new ChatException(ErrorCodes.NotAllowed, "A chat needs an owner: name another one first.");

        await ChatMembers.ChangeRoleAsync(update.Connection, update.Chat, member, role, cancellation);
        update.ChangedRole(member);
        if (role == MemberRole.Owner)
        {
            var before = new ShownMember(caller.User, update.Role, IsPhantom: false);
            await ChatMembers.ChangeRoleAsync(update.Connection, update.Chat, before, MemberRole.Admin, cancellation);
            update.ChangedRole(before);
        }

        await update.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }
}
