using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Chat.Media.Signing;

/// <summary>Signs what may be done with one blob.</summary>
internal interface IBlobSigner
{
    /// <returns>The blob's address with the signature in its query.</returns>
    ValueTask<Uri> SignAsync(BlobBaseClient blob, BlobSasBuilder grant, CancellationToken cancellation);
}
