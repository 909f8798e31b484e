using System.Collections.Concurrent;
using System.Diagnostics;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Media.Storage;
using Chat.Media.Upstream;
using Chat.Media.Visibility;

namespace Chat.Media.Sweeping;

/// <summary>
/// One turn of the sweeper. A medium is doomed, then its blob is deleted, then its row: wherever a process is killed, the next turn
/// finds the doomed row and goes on. What is doomed can be neither completed nor claimed.
/// </summary>
/// <remarks>
/// Before a completed medium is doomed, Messaging is asked whether a message carries it. The answer holds: a message is stored
/// after a claim, and a medium is doomed only if it was not claimed since long before the question. Asked first, a medium that is
/// carried is never refused to who forwards it in that moment.
/// </remarks>
internal sealed partial class Sweep(
    SweepRows rows, MediaBlobs blobs, MediaChats chats, MessagingReplicas messaging, SweepSettings settings, TimeProvider time,
    ILogger<Sweep> logger)
{
    /// <summary>Media of one kind in one turn.</summary>
    public const int Batch = 64;

    private const int DeletionsAtOnce = 8;

    /// <returns>True if there may be more to do at once.</returns>
    /// <exception cref="ChatException"><c>unavailable</c> when Messaging cannot be reached.</exception>
    public async Task<bool> TurnAsync(CancellationToken cancellation)
    {
        // What a turn before doomed and did not come to delete goes first, also while Messaging is away.
        var deleted = await DeleteDoomedAsync(cancellation);
        var unfinished = await rows.DoomUnfinishedAsync(time.GetUtcNow() - settings.UnfinishedAfter, Batch, cancellation);
        SweepMetrics.Doomed.Add(unfinished, new TagList { { "why", "unfinished" } });
        var judged = await JudgeIdleAsync(cancellation);
        deleted += await DeleteDoomedAsync(cancellation);
        return deleted >= Batch || unfinished == Batch || judged == Batch;
    }

    /// <returns>How many were kept or doomed.</returns>
    private async Task<int> JudgeIdleAsync(CancellationToken cancellation)
    {
        var idleSince = time.GetUtcNow() - settings.UnreferencedAfter;
        var idle = await rows.FindIdleAsync(idleSince, Batch, cancellation);
        var carried = await chats.AnyAsync(idle, (pages, token) => messaging.AreCarriedAsync(Question(idle, pages), token), cancellation);
        var kept = await rows.KeepAsync(idle.Where((_, i) => carried[i]), cancellation);
        var doomed = await rows.DoomAsync(idle.Where((_, i) => !carried[i]), idleSince, cancellation);
        SweepMetrics.Kept.Add(kept);
        SweepMetrics.Doomed.Add(doomed, new TagList { { "why", "unreferenced" } });
        return kept + doomed;
    }

    private static MediaCarriers Question(List<MediaId> media, IReadOnlyList<MediaPage> pages) => new()
    {
        Media = { pages.Select(page => new MediaCarrier { MediaId = media[page.Place].Value, ChatIds = { page.Chats } }) },
    };

    /// <returns>How many are gone.</returns>
    private async Task<int> DeleteDoomedAsync(CancellationToken cancellation)
    {
        var doomed = await rows.FindDoomedAsync(Batch, cancellation);
        if (doomed.Count == 0)
            return 0;

        var gone = new ConcurrentBag<MediaId>();
        await Parallel.ForEachAsync(
            doomed,
            new ParallelOptions { MaxDegreeOfParallelism = DeletionsAtOnce, CancellationToken = cancellation },
            async (media, token) =>
            {
                if (await DeleteBlobAsync(media, token))
                    gone.Add(media);
            });
        var deleted = await rows.DeleteAsync(gone, cancellation);
        SweepMetrics.Deleted.Add(deleted);
        return deleted;
    }

    /// <summary>With its snapshots. A blob of which there are only blocks that no list has committed is none to Azure, which drops
    /// the blocks a week after the last of them; Azurite deletes them here.</summary>
    private async Task<bool> DeleteBlobAsync(MediaId media, CancellationToken cancellation)
    {
        var blob = blobs.Of(media);
        try
        {
            try
            {
                await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
            }
            catch (RequestFailedException leased) when (leased.ErrorCode == BlobErrorCode.LeaseIdMissing)
            {
                // The right to write is the right to lease, also for ever.
                await blob.GetBlobLeaseClient().BreakAsync(TimeSpan.Zero, cancellationToken: cancellation);
                await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation);
            }

            return true;
        }
        catch (Exception exception) when (BlobOutage.Is(exception, cancellation))
        {
            LogNotDeleted(logger, media, exception);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The blob of {Media} could not be deleted yet")]
    private static partial void LogNotDeleted(ILogger logger, MediaId media, Exception exception);
}
