using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Sas;

namespace Chat.Media.Signing;

/// <summary>By the account's key, which stands in the connection string.</summary>
internal sealed class AccountKeySigner : IBlobSigner
{
    public ValueTask<Uri> SignAsync(BlobBaseClient blob, BlobSasBuilder grant, CancellationToken cancellation) =>
        ValueTask.FromResult(blob.GenerateSasUri(grant));
}
