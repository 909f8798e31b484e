using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Blocks;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.ServiceDefaults.Requests;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Chats;

/// <summary>
/// Owner and admins. Who is a member already stays one. Up to <see cref="BatchSize"/> users are added all or none; more go
/// in batches, each with its own transaction and event, so that the chat's messages are not held up. What was added before a
/// failure stays: the same call again adds the rest.
/// </summary>
public static class AddMembers
{
    private const int BatchSize = 1_000;

    /// <summary>Up to this many, each has an event that names the user.</summary>
    private const int NamedEach = 16;

    public static async Task<IResult> HandleAsync(
        string chatId, ActiveCaller caller, JsonBody<AddMembersRequest> body, Shards shards, BlockList blocks, ChatUpdates updates,
        CancellationToken cancellation)
    {
        var chat = PathIds.Chat(chatId);
        var users = (body.Value.UserIds ?? throw ChatException.BadRequest("userIds is missing.")).Distinct().ToArray();
        // Asked before the chat is locked, told after the caller turned out to be allowed to ask.
        var tooMany = users.Length > Limits.MaxGroupMembers;
        var known = !tooMany && await KnownUsers.AllExistAsync(shards, users, cancellation);
        var blockers = known ? await blocks.BlockersAsync(users, caller.User, cancellation) : [];

        for (var first = 0; first == 0 || first < users.Length; first += BatchSize)
        {
            await using var update = await updates.BeginAsync(chat, caller.User, cancellation);
            if (update.Role == MemberRole.Member)
                throw new ChatException(ErrorCodes.NotAllowed, "Only the owner and admins add members.");
            if (tooMany)
                throw CreateChat.TooManyMembers();
            if (!known)
                throw Missing.User();
            if (first == 0 && users.Length > BatchSize)
                CheckRoom(update, users.Length - await ShownMembers.CountAsync(update.Connection, chat, users, cancellation));

            var batch = users.AsSpan(first, Math.Min(BatchSize, users.Length - first)).ToArray();
            await AddAsync(update, batch.ToLookup(blockers.Contains), nameEach: users.Length <= BatchSize, cancellation);
            await update.CommitAsync(cancellation);
        }

        return TypedResults.NoContent();
    }

    /// <param name="users">True: who has blocked the caller.</param>
    private static async Task AddAsync(ChatUpdate update, ILookup<bool, UserId> users, bool nameEach, CancellationToken cancellation)
    {
        var (connection, chat, lastSeq) = (update.Connection, update.Chat, update.Before.LastSeq);
        long[] admitted = [.. users[false].Select(user => user.Value)];
        var appeared = await Phantoms.AppearAsync(connection, chat, admitted, lastSeq, cancellation);
        var added = await ChatMembers.AddAsync(connection, chat, admitted, lastSeq + 1, MemberRole.Member, cancellation);
        var phantoms = await Phantoms.AddAsync(
            connection, chat, [.. users[true].Select(user => user.Value)], lastSeq + 1, MemberRole.Member, cancellation);

        CheckRoom(update, added.Count + phantoms.Count);
        foreach (var member in appeared)
            update.Appeared(member);
        Record(update, added, phantoms, nameEach);
    }

    private static void CheckRoom(ChatUpdate update, int more)
    {
        // How many follow a channel is not bounded.
        if (update.Before.Type != ChatType.Channel && update.Before.MemberCount + more > Limits.MaxGroupMembers)
            throw CreateChat.TooManyMembers();
    }

    private static void Record(ChatUpdate update, List<MemberSeqs> added, List<UserId> phantoms, bool nameEach)
    {
        if (added.Count + phantoms.Count == 0)
            return;
        if (!nameEach || added.Count + phantoms.Count > NamedEach)
        {
            update.Added(added, phantoms, user: null);
            return;
        }

        // In the order of user ids, whatever each of them is.
        var members = added.ToDictionary(member => new UserId(member.UserId));
        foreach (var user in members.Keys.Concat(phantoms).OrderBy(user => user.Value))
        {
            if (members.TryGetValue(user, out var member))
                update.Added([member], [], user);
            else
                update.Added([], [user], user);
        }
    }
}
