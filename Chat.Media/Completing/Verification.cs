using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Media.Storage;
using Npgsql;

namespace Chat.Media.Completing;

/// <summary>
/// Whether the store holds what was announced, pinned by a snapshot: it is what is verified and what is served, so that a URL
/// which still writes the blob cannot change what was completed. One that a killed process left behind goes with its blob.
/// </summary>
internal sealed class Verification(MediaBlobs blobs, ContentHash hash, NpgsqlDataSource directory)
{
    /// <summary>What the store says without being read.</summary>
    /// <returns>The version of the content.</returns>
    /// <exception cref="ChatException"><c>not-uploaded</c>, <c>size-mismatch</c>, <c>hash-mismatch</c>.</exception>
    public async Task<ETag> CheckAsync(MediaRow media, CancellationToken cancellation)
    {
        var found = await FindAsync(blobs.Of(media.Id), cancellation) ?? throw new ChatException(ErrorCodes.NotUploaded, "Nothing was uploaded.");
        if (found.ContentLength != media.Size)
            throw new ChatException(ErrorCodes.SizeMismatch, $"{found.ContentLength} bytes were uploaded, {media.Size} were announced.");
        if (media.Sha256 is not null && media.Mismatched == found.ETag.ToString())
            throw HashMismatch();
        return found.ETag;
    }

    /// <param name="version">As it was checked.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="ChatException"><c>hash-mismatch</c>; <c>unavailable</c> when the blob was written meanwhile, or too many are
    /// being verified.</exception>
    public async Task<string> VerifyAsync(MediaRow media, ETag version, CancellationToken cancellation)
    {
        var blob = blobs.Of(media.Id);
        var snapshot = await PinAsync(blob, version, cancellation);
        if (media.Sha256 is null || (await hash.Sha256Async(blob.WithSnapshot(snapshot), cancellation)).SequenceEqual(media.Sha256))
            return snapshot;

        await NoteMismatchAsync(media.Id, version, cancellation);
        await DiscardAsync(media.Id, snapshot, cancellation);
        throw HashMismatch();
    }

    public Task DiscardAsync(MediaId media, string snapshot, CancellationToken cancellation) =>
        blobs.Of(media).WithSnapshot(snapshot).DeleteIfExistsAsync(cancellationToken: cancellation);

    private static async Task<BlobProperties?> FindAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        try
        {
            return await blob.GetPropertiesAsync(cancellationToken: cancellation);
        }
        catch (RequestFailedException missing) when (missing.Status == StatusCodes.Status404NotFound)
        {
            // Also if there are blocks that no list has committed.
            return null;
        }
    }

    private static async Task<string> PinAsync(BlockBlobClient blob, ETag version, CancellationToken cancellation)
    {
        try
        {
            var same = new BlobRequestConditions { IfMatch = version };
            return (await blob.CreateSnapshotAsync(conditions: same, cancellationToken: cancellation)).Value.Snapshot;
        }
        catch (RequestFailedException changed) when (changed.Status == StatusCodes.Status412PreconditionFailed)
        {
            throw ChatException.Unavailable("The upload is still going on; complete it when it has ended.", changed);
        }
    }

    /// <summary>The same content is not read again, however often its completion is tried.</summary>
    private async Task NoteMismatchAsync(MediaId media, ETag version, CancellationToken cancellation)
    {
        await using var command = directory.CreateCommand("UPDATE media SET mismatched = $2 WHERE media_id = $1 AND state = $3");
        command.Parameters.AddWithValue(media.Value);
        command.Parameters.AddWithValue(version.ToString());
        command.Parameters.AddWithValue((short)MediaState.Granted);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static ChatException HashMismatch() => new(ErrorCodes.HashMismatch, "What was uploaded has another SHA-256 than announced.");
}
