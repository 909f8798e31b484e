using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Media.Requests;
using Chat.Media.Storage;
using Chat.ServiceDefaults.Authentication;
using Npgsql;

namespace Chat.Media.Completing;

/// <summary><c>POST /api/media/{mediaId}/complete</c>: what was uploaded is verified once; from then on the row answers.</summary>
internal static class CompleteMedia
{
    public static async Task<CompletedMedia> HandleAsync(
        string mediaId, ActiveCaller caller, NpgsqlDataSource directory, Verification verification, TimeProvider time,
        CancellationToken cancellation)
    {
        var media = await FindAsync(directory, PathIds.Media(mediaId), caller.User, cancellation);
        if (!media.IsUsable)
        {
            var snapshot = await verification.VerifyAsync(media, cancellation);
            if (!await StoreAsync(directory, media.Id, snapshot, time.GetUtcNow(), cancellation))
            {
                // Completed by another call meanwhile, whose snapshot is the one that is served (Azurite gives two of the same
                // millisecond one name); or doomed, and then it goes with its blob.
                media = await FindAsync(directory, media.Id, caller.User, cancellation);
                if (media.Snapshot != snapshot)
                    await verification.DiscardAsync(media.Id, snapshot, cancellation);
            }
        }

        return new CompletedMedia(media.Id, media.Size, media.ContentType);
    }

    private static async Task<MediaRow> FindAsync(NpgsqlDataSource directory, MediaId id, UserId owner, CancellationToken cancellation) =>
        await MediaRow.FindAsync(directory, id, cancellation) is { } media && media.Owner == owner && media.State != MediaState.Doomed
            ? media
            : throw Missing.Media();

    private static async Task<bool> StoreAsync(
        NpgsqlDataSource directory, MediaId media, string snapshot, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = directory.CreateCommand(
            "UPDATE media SET state = $2, snapshot = $3, completed_at = $4 WHERE media_id = $1 AND state = $5");
        command.Parameters.AddWithValue(media.Value);
        command.Parameters.AddWithValue((short)MediaState.Completed);
        command.Parameters.AddWithValue(snapshot);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue((short)MediaState.Granted);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }
}
