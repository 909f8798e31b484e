using Chat.Client.Accounts;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;

namespace Chat.Load.Reporting;

/// <summary>Reads a chat's whole history. A stack that is just coming up again is asked again for a while.</summary>
internal static class ServerHistory
{
    private const int Attempts = 10;

    public static async Task<IReadOnlyList<Message>> ReadAsync(ChatAccount account, ChatId chat, CancellationToken cancellationToken)
    {
        var history = new List<Message>();
        while (true)
        {
            var page = await PageAsync(account, chat, history.Count == 0 ? 0 : history[^1].Seq, cancellationToken);
            history.AddRange(page);
            if (page.Count < Limits.MaxMessagesPage)
                return history;
        }
    }

    private static async Task<IReadOnlyList<Message>> PageAsync(
        ChatAccount account, ChatId chat, long after, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await account.Chats.GetMessagesAfterAsync(chat, after, Limits.MaxMessagesPage, cancellationToken);
            }
            catch (Exception e) when (attempt < Attempts && e is HttpRequestException or ChatException { Code: ErrorCodes.Unavailable })
            {
                await Task.Delay(Backoff.Reconnect.Delay(attempt), cancellationToken);
            }
        }
    }
}
