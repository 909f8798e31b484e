using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Devices;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Chats;

/// <summary>Owner and admins. All of them or none; who is a member already stays one.</summary>
public static class AddMembers
{
    /// <summary>Up to this many, each has an event that names the user.</summary>
    private const int NamedEach = 16;

    public static async Task<IResult> HandleAsync(
        string chatId, ActiveCaller caller, JsonBody<AddMembersRequest> body, Shards shards, ChatUpdates updates, CancellationToken cancellation)
    {
        var chat = PathIds.Chat(chatId);
        var users = (body.Value.UserIds ?? throw ChatException.BadRequest("userIds is missing.")).Distinct().ToArray();
        // Asked before the chat is locked, told after the caller turned out to be allowed to ask.
        var tooMany = users.Length > Limits.MaxGroupMembers;
        var known = !tooMany && await KnownUsers.AllExistAsync(shards, users, cancellation);

        await using var update = await updates.BeginAsync(chat, caller.User, cancellation);
        if (update.Role == MemberRole.Member)
            throw new ChatException(ErrorCodes.NotAllowed, "Only the owner and admins add members.");
        if (tooMany)
            throw CreateChat.TooManyMembers();
        if (!known)
            throw Missing.User();

        var added = await ChatMembers.AddAsync(
            update.Connection, chat, [.. users.Select(user => user.Value)], update.Before.LastSeq + 1, MemberRole.Member, cancellation);
        if (update.Before.MemberCount + added.Count > Limits.MaxGroupMembers)
            throw CreateChat.TooManyMembers();
        Record(update, added);
        await update.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static void Record(ChatUpdate update, List<MemberSeqs> added)
    {
        if (added.Count > NamedEach)
        {
            update.Added(added, user: null);
            return;
        }

        foreach (var member in added)
            update.Added([member], new UserId(member.UserId));
    }
}
