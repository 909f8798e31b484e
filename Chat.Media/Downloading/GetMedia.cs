using Chat.Contracts;
using Chat.Contracts.Rest;
using Chat.Media.Requests;
using Chat.Media.Signing;
using Chat.Media.Storage;
using Chat.Media.Visibility;
using Chat.ServiceDefaults.Authentication;
using Npgsql;

namespace Chat.Media.Downloading;

/// <summary><c>GET /api/media/{mediaId}</c>, for the owner and for who may see a message that carries it.</summary>
internal static class GetMedia
{
    public static async Task<MediaDownload> HandleAsync(
        string mediaId, ActiveCaller caller, NpgsqlDataSource directory, MediaVisibility visibility, SignedUrls urls,
        CancellationToken cancellation)
    {
        var found = await MediaRow.FindAsync(directory, PathIds.Media(mediaId), cancellation);
        if (found is not { IsUsable: true, Snapshot: { } snapshot } media)
            throw Missing.Media();
        if (media.Owner != caller.User && !(await visibility.AreVisibleAsync([new Viewing(caller.User, media.Id)], cancellation))[0])
            throw Missing.Media();

        var url = await urls.DownloadAsync(media.Id, snapshot, media.ContentType, cancellation);
        return new MediaDownload(url.Url, WireTime.Of(url.ExpiresAt), media.ContentType, media.Size);
    }
}
