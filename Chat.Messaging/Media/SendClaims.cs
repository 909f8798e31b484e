using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Messaging.Sending;
using Chat.ServiceDefaults.Storage;
using Google.Protobuf.Collections;

namespace Chat.Messaging.Media;

/// <summary>
/// Asks Media, before sends that carry media are written, whether their senders may send those: one call a request, before any
/// of it has a place in a lane, so that the order within a chat stays that of the request. What may not is
/// <c>media-not-found</c> by itself; when Media is away, the sends with media are <c>unavailable</c>, and so are the later ones
/// of the same device to the same chat.
/// </summary>
public sealed partial class SendClaims(IMedia media, KnownSends known, ILogger<SendClaims> logger)
{
    /// <summary>By index: the field's enumerator would be an allocation for each request without media.</summary>
    public static bool AreNeededFor(RepeatedField<SendItem> sends)
    {
        for (var i = 0; i < sends.Count; i++)
        {
            if (sends[i].MediaIds.Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>Puts a result in the place of each send that is not to be written.</summary>
    public async Task SettleAsync(RepeatedField<SendItem> sends, SendResult?[] results, CancellationToken cancellation)
    {
        int[] places = [.. Enumerable.Range(0, sends.Count).Where(i => sends[i].MediaIds.Count > 0 && sends[i].Refusal() is null)];
        if (places.Length == 0)
            return;

        try
        {
            var answer = await media.ClaimAsync(new MediaClaims { Claims = { places.Select(place => ClaimOf(sends[place])) } }, cancellation);
            if (answer.Allowed.Count != places.Length)
                throw ChatException.Unavailable("Media answered another number of claims.");
            places = [.. places.Where((_, i) => !answer.Allowed[i])];
            if (places.Length == 0)
                return;

            // A send that is repeated keeps its answer, though its sender may have lost sight of the medium since.
            var stored = await known.FindAsync([.. places.Select(place => sends[place])], cancellation);
            for (var i = 0; i < places.Length; i++)
                results[places[i]] = stored[i] ?? new SendResult { Error = ErrorCodes.MediaNotFound };
        }
        catch (Exception exception) when (exception is ChatException || (DatabaseOutage.Is(exception) && !cancellation.IsCancellationRequested))
        {
            LogUnclaimed(logger, places.Length, exception);
            Fail(sends, results, places);
        }
    }

    private static MediaClaim ClaimOf(SendItem send) => new() { UserId = send.SenderId, ChatId = send.ChatId, MediaIds = { send.MediaIds } };

    private static void Fail(RepeatedField<SendItem> sends, SendResult?[] results, int[] places)
    {
        var failed = new HashSet<(long Chat, long Device)>();
        for (int i = 0, next = 0; i < sends.Count; i++)
        {
            var order = (sends[i].ChatId, sends[i].DeviceId);
            if (next < places.Length && places[next] == i)
            {
                failed.Add(order);
                next++;
            }

            if (failed.Contains(order))
                results[i] = new SendResult { Error = ErrorCodes.Unavailable };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The media of {Count} sends could not be claimed; they are told unavailable")]
    private static partial void LogUnclaimed(ILogger logger, int count, Exception exception);
}
