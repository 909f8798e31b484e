using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Media.Signing;
using Chat.Media.Storage;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Requests;
using Npgsql;

namespace Chat.Media.Granting;

/// <summary><c>POST /api/media</c>.</summary>
internal static class CreateMedia
{
    private const int Sha256Bytes = 32;

    public static async Task<IResult> HandleAsync(
        JsonBody<CreateMediaRequest> body, ActiveCaller caller, NpgsqlDataSource directory, IdGenerator ids, SignedUrls urls,
        TimeProvider time, CancellationToken cancellation)
    {
        var (contentType, size, sha256) = Check(body.Value);
        while (true)
        {
            var media = ids.Next<MediaId>();
            var url = await urls.UploadAsync(media, cancellation);
            await using var command = directory.CreateCommand(
                """
                INSERT INTO media (media_id, owner_id, content_type, size, sha256, state, created_at, granted_until)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
                """);
            command.Parameters.AddWithValue(media.Value);
            command.Parameters.AddWithValue(caller.User.Value);
            command.Parameters.AddWithValue(contentType);
            command.Parameters.AddWithValue(size);
            command.Parameters.Add(new NpgsqlParameter<byte[]?> { TypedValue = sha256 });
            command.Parameters.AddWithValue((short)MediaState.Granted);
            command.Parameters.AddWithValue(time.GetUtcNow());
            command.Parameters.AddWithValue(url.ExpiresAt);
            if (await command.ExecuteNonQueryAsync(cancellation) == 1)
                return TypedResults.Created($"/api/media/{media}", UploadAnswer.Of(media, contentType, url));

            // Another process issued the same id: take the next one.
        }
    }

    private static (string ContentType, long Size, byte[]? Sha256) Check(CreateMediaRequest request)
    {
        if (request.ContentType is not { Length: > 0 } contentType)
            throw ChatException.BadRequest("contentType is missing.");
        if (request.Size is not > 0)
            throw ChatException.BadRequest("size must be a number of bytes from 1 on.");
        var sha256 = Parse(request.Sha256);
        if (request.Size > Limits.MaxMedia)
            throw new ChatException(ErrorCodes.TooLarge, $"Media are at most {Limits.MaxMedia} bytes.");
        if (!MediaTypes.IsAllowed(contentType))
            throw new ChatException(ErrorCodes.TypeNotAllowed, "This type of content is not allowed.");
        return (contentType, request.Size.Value, sha256);
    }

    private static byte[]? Parse(string? sha256)
    {
        if (sha256 is null)
            return null;

        var bytes = new byte[Sha256Bytes];
        return sha256.Length == 2 * Sha256Bytes && Convert.FromHexString(sha256, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? bytes
            : throw ChatException.BadRequest("sha256 must be 64 hexadecimal digits.");
    }
}
