using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Opening;

/// <summary>
/// <c>OpenChat</c> and <c>CloseChat</c>. The entry is made first, then the member checked, then the entry written to the
/// registry, and only then answered: a <c>Sync</c> after the answer closes every gap, and a removal in between wins.
/// </summary>
public sealed class ChatOpening(OpenedChats opened, MembershipCheck members, OpenRegistry registry)
{
    /// <exception cref="ChatException"><c>chat-not-found</c> for who is not a member; <c>bad-request</c> beyond
    /// <see cref="Contracts.Limits.MaxOpenChats"/>; <c>unavailable</c> when Messaging or Redis does not answer.</exception>
    public async Task OpenAsync(ClientConnection connection, OpenChatRequest? request, CancellationToken cancellation)
    {
        var entry = opened.Begin(connection, Check(request));
        try
        {
            var membership = await members.CheckAsync(entry.Chat, connection.Caller.User, cancellation);
            if (!membership.IsMember)
                throw NotFound();
            if (membership.IsChannel)
                await opened.EnterAsync(entry, chat => registry.AddAsync([chat], cancellation));
            if (!opened.Activate(entry, membership.FirstSeq))
                throw NotFound();
        }
        catch
        {
            opened.Close(connection, entry.Chat);
            throw;
        }
    }

    /// <summary>What is not open stays so.</summary>
    public void Close(ClientConnection connection, OpenChatRequest? request) => opened.Close(connection, Check(request));

    private static ChatId Check(OpenChatRequest? request)
    {
        if (request?.ChatId is not { } chat)
            throw ChatException.BadRequest("chatId is needed.");
        return chat.IsNone ? throw NotFound() : chat;
    }

    private static ChatException NotFound() => new(ErrorCodes.ChatNotFound, "There is no such chat.");
}
