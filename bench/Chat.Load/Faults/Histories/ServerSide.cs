using Chat.Checker;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Contracts.Retrying;
using Chat.Load.Faults.Population;
using Chat.Load.Reporting;

namespace Chat.Load.Faults.Histories;

/// <summary>Reads from the server, over REST, what it holds of every chat at the end.</summary>
internal sealed class ServerSide(LoadedCrowd crowd, Intervals intervals)
{
    private const int AtOnce = 4;
    private const int Attempts = 10;

    public async Task<IReadOnlyList<ChatHistory>> ReadAsync(CancellationToken cancellationToken)
    {
        var summaries = new IReadOnlyList<ChatSummary>[crowd.Users.Count];
        await ForAsync(summaries.Length, async (i, token) => summaries[i] = await ListAsync(crowd.Users[i], token), cancellationToken);
        var states = summaries
            .SelectMany((chats, i) => chats.Select(chat => (chat.ChatId, User: crowd.Users[i].Id, Chat: chat)))
            .ToLookup(seen => seen.ChatId);

        var histories = new ChatHistory[crowd.Chats.Count];
        await ForAsync(
            histories.Length, async (i, token) => histories[i] = await ReadAsync(crowd.Chats[i], states, token), cancellationToken);
        return histories;
    }

    private async Task<ChatHistory> ReadAsync(
        LoadedChat chat, ILookup<ChatId, (ChatId ChatId, UserId User, ChatSummary Chat)> states, CancellationToken cancellationToken)
    {
        var owner = chat.Members[0].Devices[0].Account;
        var messages = await ServerHistory.ReadAsync(owner, chat.Id, cancellationToken);
        var lastSeq = states[chat.Id].Single(seen => seen.User == owner.UserId).Chat.LastSeq;
        return new ChatHistory(
            chat.Id,
            chat.Kind is ChatKind.Direct or ChatKind.Probe,
            lastSeq,
            [.. messages.Select(Entry)],
            [.. intervals.Of(chat, lastSeq)],
            [.. states[chat.Id].Select(seen => new MemberState(
                seen.User, seen.Chat.FirstSeq, seen.Chat.ReadSeq, seen.Chat.DeliveredSeq, seen.Chat.Unread))]);
    }

    private static StoredEntry Entry(Message message) => new(
        message.Seq,
        message.ServerMsgId,
        message.From,
        message.ClientMsgId,
        ContentHash.Of(message.Ciphertext),
        message.Kind == MessageKindText.Write(MessageKind.Event));

    private static async Task<IReadOnlyList<ChatSummary>> ListAsync(LoadedUser user, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var chats = new List<ChatSummary>();
                await foreach (var chat in user.Devices[0].Account.Chats.ListAsync(cancellationToken))
                    chats.Add(chat);
                return chats;
            }
            catch (Exception e) when (attempt < Attempts && e is HttpRequestException or ChatException { Code: ErrorCodes.Unavailable })
            {
                await Task.Delay(Backoff.Reconnect.Delay(attempt), cancellationToken);
            }
        }
    }

    private static Task ForAsync(int count, Func<int, CancellationToken, Task> read, CancellationToken cancellationToken) =>
        Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) => await read(i, token));
}
