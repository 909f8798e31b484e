using Chat.Contracts.Errors;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.ServiceDefaults.Requests;

namespace Chat.Messaging.Chats;

/// <summary>Owner and admins.</summary>
public static class RenameChat
{
    public static async Task<IResult> HandleAsync(
        string chatId, ActiveCaller caller, JsonBody<RenameChatRequest> body, ChatUpdates updates, CancellationToken cancellation)
    {
        var title = Label.Require("title", body.Value.Title);
        await using var update = await updates.BeginAsync(PathIds.Chat(chatId), caller.User, cancellation);
        if (update.Role == MemberRole.Member)
            throw new ChatException(ErrorCodes.NotAllowed, "Only the owner and admins rename a chat.");
        if (update.Before.Title != title)
            update.Rename(title);
        await update.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }
}
