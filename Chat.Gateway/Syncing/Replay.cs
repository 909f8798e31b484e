using System.Runtime.CompilerServices;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Gateway.Connections;
using Chat.Gateway.Pushing;

namespace Chat.Gateway.Syncing;

/// <summary>
/// <c>Sync</c>: streams the replay, and goes live chat by chat. The consumer asks for the next item when it has written
/// the last, so what happens here after a <c>yield</c> happens after that message went out.
/// </summary>
public sealed class Replay(ReplaySource source, HeadsComparison heads, TimeProvider time)
{
    /// <summary>Rounds for messages that were dropped during the round before. If a chat is still ahead after that, heads
    /// are compared instead and the device asks for the gap itself.</summary>
    private const int MaxRounds = 8;

    private static readonly TimeSpan RegistrationPatience = TimeSpan.FromSeconds(5);

    /// <exception cref="ChatException"><c>unavailable</c> when Messaging, or the session registry, cannot be reached;
    /// <c>rate-limited</c> when too many syncs wait.</exception>
    public async IAsyncEnumerable<Message> RunAsync(
        ClientConnection connection, SyncRequest request, IReadOnlyList<Cursor> cursors, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var turn = await connection.Turns.TakeAsync(cancellation);
        var round = new Round(cursors, request.Only, request.Newest ?? 0);
        connection.OpenReplay(cursors, request.Only);
        var whole = false;
        try
        {
            // Before the snapshot is read, Delivery must know where to send what comes after it.
            await RegisteredAsync(connection, cancellation);
            for (var rounds = 0; !whole && rounds < MaxRounds; rounds++)
            {
                await foreach (var message in RunRoundAsync(connection, round, cancellation))
                    yield return message;

                var again = connection.EndRound();
                whole = again.Count == 0;
                round = new Round(again, Only: true, Newest: 0);
            }
        }
        finally
        {
            connection.CloseReplay();
            if (!whole)
                heads.Ask(connection);
        }
    }

    private async IAsyncEnumerable<Message> RunRoundAsync(
        ClientConnection connection, Round round, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var user = connection.Caller.User;
        var progress = new ReplayProgress(user, round.Cursors, round.Only, round.Newest);
        await foreach (var page in source.PagesAsync(progress, user, cancellation))
        {
            var chat = new ChatId(page.ChatId);
            connection.BeginChat(chat);
            foreach (var message in page.Messages)
                yield return message.ToMessage();

            progress.Brought(page);
            var through = page.Messages.Count > 0 ? page.Messages[^1].Seq : 0;
            connection.EndPage(chat, page.Last ? Math.Max(through, page.Through) : through, page.Last);
        }
    }

    private async Task RegisteredAsync(ClientConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.Registered.WaitAsync(RegistrationPatience, time, cancellation);
        }
        catch (TimeoutException late)
        {
            throw ChatException.Unavailable("The connection could not be registered yet.", late);
        }
    }

    private readonly record struct Round(IReadOnlyList<Cursor> Cursors, bool Only, int Newest);
}
