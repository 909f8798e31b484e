using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Chat.Contracts.Ids;

namespace Chat.Media.Storage;

/// <summary>The blobs of media: one a medium, named by its id, in one private container.</summary>
internal sealed class MediaBlobs(BlobServiceClient account)
{
    public const string ContainerName = "media";

    public BlobServiceClient Account => account;

    public BlobContainerClient Container { get; } = account.GetBlobContainerClient(ContainerName);

    public BlockBlobClient Of(MediaId media) => Container.GetBlockBlobClient(media.ToString());
}
