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
        string mediaId, ActiveCaller caller, NpgsqlDataSource directory, Verification verification, Completions completions,
        CancellationToken cancellation)
    {
        var media = await FindAsync(directory, PathIds.Media(mediaId), caller.User, cancellation);
        if (!media.IsUsable)
        {
            var version = await verification.CheckAsync(media, cancellation);
            await completions.CompleteAsync(media, version, cancellation);
            media = await FindAsync(directory, media.Id, caller.User, cancellation);
        }

        return new CompletedMedia(media.Id, media.Size, media.ContentType);
    }

    private static async Task<MediaRow> FindAsync(NpgsqlDataSource directory, MediaId id, UserId owner, CancellationToken cancellation) =>
        await MediaRow.FindAsync(directory, id, cancellation) is { } media && media.Owner == owner && media.State != MediaState.Doomed
            ? media
            : throw Missing.Media();
}
