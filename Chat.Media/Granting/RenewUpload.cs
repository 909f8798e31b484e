using Chat.Contracts.Rest;
using Chat.Media.Requests;
using Chat.Media.Signing;
using Chat.Media.Storage;
using Chat.ServiceDefaults.Authentication;
using Npgsql;

namespace Chat.Media.Granting;

/// <summary><c>POST /api/media/{mediaId}/upload</c>: a fresh URL, for an upload that takes longer than one is good for, or that
/// goes on after a break.</summary>
internal static class RenewUpload
{
    public static async Task<MediaUpload> HandleAsync(
        string mediaId, ActiveCaller caller, NpgsqlDataSource directory, SignedUrls urls, CancellationToken cancellation)
    {
        var media = PathIds.Media(mediaId);
        var url = await urls.UploadAsync(media, cancellation);
        await using var command = directory.CreateCommand(
            """
            UPDATE media SET granted_until = greatest(granted_until, $3)
            WHERE media_id = $1 AND owner_id = $2 AND state = $4
            RETURNING content_type
            """);
        command.Parameters.AddWithValue(media.Value);
        command.Parameters.AddWithValue(caller.User.Value);
        command.Parameters.AddWithValue(url.ExpiresAt);
        command.Parameters.AddWithValue((short)MediaState.Granted);
        var contentType = await command.ExecuteScalarAsync(cancellation) as string ?? throw Missing.Media();
        return UploadAnswer.Of(media, contentType, url);
    }
}
