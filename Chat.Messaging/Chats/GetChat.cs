using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;

namespace Chat.Messaging.Chats;

public static class GetChat
{
    public static async Task<ChatSummary> HandleAsync(string chatId, ActiveCaller caller, ChatSummaries summaries, CancellationToken cancellation) =>
        await summaries.ReadAsync(caller.User, PathIds.Chat(chatId), cancellation) ?? throw Missing.Chat();
}
