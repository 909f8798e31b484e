using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;
using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Media.Storage;

namespace Chat.Media.Signing;

/// <summary>The two grants that there are, each of one blob and for a short time.</summary>
internal sealed class SignedUrls(MediaBlobs blobs, IBlobSigner signer, PublicAddress address, TimeProvider time)
{
    /// <summary>A signature is valid from so long ago: the store's clock may be behind ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>No signature lives longer.</summary>
    public static readonly TimeSpan Longest = Limits.UploadGrant;

    /// <summary>Write: the store wants it for blocks, create alone takes one PUT. Read: a client that resumes asks the store which
    /// blocks are there; the blob itself it reads as an attachment only, since the upload may have given it any type. What it lets be
    /// written after the completion changes nothing: a snapshot is what is served.</summary>
    public Task<SignedUrl> UploadAsync(MediaId media, CancellationToken cancellation)
    {
        var grant = new BlobSasBuilder(BlobSasPermissions.Read | BlobSasPermissions.Write, default)
        {
            Resource = "b",
            ContentDisposition = "attachment",
        };
        return SignAsync(blobs.Of(media), grant, Limits.UploadGrant, cancellation);
    }

    /// <param name="snapshot">Of the blob.</param>
    /// <param name="contentType">Whatever stands in the store is served as this, and only images, audio and video for display:
    /// the type is the sender's word, and the content may be anything.</param>
    public Task<SignedUrl> DownloadAsync(MediaId media, string snapshot, string contentType, CancellationToken cancellation)
    {
        var grant = new BlobSasBuilder
        {
            Resource = "bs",
            Snapshot = snapshot,
            ContentType = contentType,
            ContentDisposition = MediaTypes.IsDisplayed(contentType) ? "inline" : "attachment",
        };
        grant.SetPermissions(SnapshotSasPermissions.Read);
        return SignAsync(blobs.Of(media).WithSnapshot(snapshot), grant, Limits.DownloadGrant, cancellation);
    }

    private async Task<SignedUrl> SignAsync(BlockBlobClient blob, BlobSasBuilder grant, TimeSpan life, CancellationToken cancellation)
    {
        // Whole seconds, as in the signature.
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        grant.BlobContainerName = blob.BlobContainerName;
        grant.BlobName = blob.Name;
        grant.StartsOn = now - ClockSkew;
        grant.ExpiresOn = now + life;
        grant.Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp;
        return new SignedUrl(address.Of(await signer.SignAsync(blob, grant, cancellation)), grant.ExpiresOn);
    }
}
