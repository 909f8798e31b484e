using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Blocks;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.ServiceDefaults.Requests;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Chats;

public static class CreateChat
{
    public static async Task<IResult> HandleAsync(
        ActiveCaller caller, JsonBody<CreateChatRequest> body, Shards shards, NewChat chats, DirectChats directs, ChatSummaries summaries,
        BlockList blocks, IdGenerator ids, CancellationToken cancellation)
    {
        var type = ChatTypeText.Read(body.Value.Type) ?? throw ChatException.BadRequest("type is direct, group or channel.");
        var title = Label.Check("title", body.Value.Title);
        var others = (body.Value.Members ?? throw ChatException.BadRequest("members is missing.")).Distinct().Where(user => user != caller.User).ToArray();
        if (type == ChatType.Direct && others.Length != 1)
            throw ChatException.BadRequest("A direct chat has exactly one other member.");
        if (others.Length + 1 > Limits.MaxGroupMembers)
            throw TooManyMembers();
        if (!await KnownUsers.AllExistAsync(shards, others, cancellation))
            throw Missing.User();

        var (chat, created) = type == ChatType.Direct
            ? await directs.OpenAsync(caller.User, others[0], cancellation)
            : (await CreateAsync(chats, blocks, ids, type, title, caller.User, others, cancellation), true);
        var summary = await summaries.ReadAsync(caller.User, chat, cancellation) ?? throw Missing.Chat();
        return created ? TypedResults.Created($"/api/chats/{chat}", summary) : TypedResults.Ok(summary);
    }

    public static ChatException TooManyMembers() =>
        new(ErrorCodes.TooManyMembers, $"A chat has at most {Limits.MaxGroupMembers} members.");

    private static async Task<ChatId> CreateAsync(
        NewChat chats, BlockList blocks, IdGenerator ids, ChatType type, string? title, UserId owner, UserId[] others, CancellationToken cancellation)
    {
        var phantoms = await blocks.BlockersAsync(others, owner, cancellation);
        while (true)
        {
            var chat = ids.Next<ChatId>();
            if (await chats.TryCreateAsync(chat, type, title, owner, others, phantoms, cancellation))
                return chat;

            // Another process issued the same id: take the next one.
        }
    }
}
