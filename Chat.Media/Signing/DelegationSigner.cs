using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Chat.Media.Signing;

/// <summary>By a user delegation key, which the store gives to the process's identity (role Storage Blob Data Contributor): no
/// account key is needed anywhere.</summary>
internal sealed class DelegationSigner(DelegationKeys keys) : IBlobSigner
{
    public async ValueTask<Uri> SignAsync(BlobBaseClient blob, BlobSasBuilder grant, CancellationToken cancellation)
    {
        var key = await keys.GetAsync(cancellation);
        return new BlobUriBuilder(blob.Uri) { Sas = grant.ToSasQueryParameters(key, blob.AccountName) }.ToUri();
    }
}
