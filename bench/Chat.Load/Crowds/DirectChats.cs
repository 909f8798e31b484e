namespace Chat.Load.Crowds;

/// <summary>Makes direct chats: each second person's with the one after.</summary>
internal static class DirectChats
{
    private const int AtOnce = 8;

    public static async Task<IReadOnlyList<DirectChat>> MakeAsync(Crowd crowd, CancellationToken cancellationToken)
    {
        var chats = new DirectChat[crowd.People.Count / 2];
        await Parallel.ForAsync(
            0,
            chats.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var (one, other) = (crowd.People[2 * i], crowd.People[2 * i + 1]);
                var chat = await one.Account.Chats.CreateDirectAsync(other.Account.UserId, token);
                chats[i] = new DirectChat(one, other, chat.ChatId.ToString());
            });
        return chats;
    }
}

internal sealed record DirectChat(Person One, Person Other, string Chat);
