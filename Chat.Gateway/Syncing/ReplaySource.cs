using System.Runtime.CompilerServices;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Syncing;

/// <summary>The pages of one round of a replay, from one replica of Messaging after the other if need be.</summary>
public sealed class ReplaySource(IMessaging messaging, TimeProvider time)
{
    /// <summary>Streams in a row that brought nothing before the round is given up.</summary>
    private const int Attempts = 5;

    /// <summary>Ends with the round. The caller has written a page, and noted it in <paramref name="progress"/>, when it
    /// asks for the next.</summary>
    /// <exception cref="ChatException"><c>unavailable</c>, or what Messaging answered.</exception>
    public async IAsyncEnumerable<SyncPage> PagesAsync(
        ReplayProgress progress, UserId user, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var attempt = 0; ;)
        {
            await using var pages = Open(progress, user, cancellation);
            while (await NextAsync(pages, attempt == Attempts - 1) is { } page)
            {
                if (page.ChatId == 0)
                    yield break;
                if (progress.IsComplete(new ChatId(page.ChatId)))
                    continue;

                yield return page;
                attempt = 0;
            }

            await Task.Delay(Backoff.Internal.Delay(attempt++), time, cancellation);
        }
    }

    private IAsyncEnumerator<SyncPage> Open(ReplayProgress progress, UserId user, CancellationToken cancellation)
    {
        // The same replica for a user's syncs; a suspected one is left out, so that the next attempt goes elsewhere.
        var replica = Rendezvous.Pick(messaging.Usable, user.Value) ?? throw ChatException.Unavailable("No messaging replica is known.");
        return messaging.SyncAsync(replica, progress.Query(), cancellation).GetAsyncEnumerator(cancellation);
    }

    /// <summary>Null when the stream was cut off.</summary>
    private static async Task<SyncPage?> NextAsync(IAsyncEnumerator<SyncPage> pages, bool lastAttempt)
    {
        try
        {
            if (await pages.MoveNextAsync())
                return pages.Current;
        }
        catch (ChatException failure) when (failure.Code == ErrorCodes.Unavailable && !lastAttempt)
        {
            // Counted where the call is made; the replay goes on from where it stood.
            return null;
        }

        return lastAttempt ? throw ChatException.Unavailable("The replay was cut off.") : null;
    }
}
