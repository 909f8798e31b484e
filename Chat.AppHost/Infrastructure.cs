using Chat.AppHost.Publishing;

namespace Chat.AppHost;

/// <summary>What the services stand on: two Postgres shards and the directory, Redis, Kafka, blobs.</summary>
internal sealed record Infrastructure(
    IResourceBuilder<IResourceWithConnectionString> Chat0,
    IResourceBuilder<IResourceWithConnectionString> Chat1,
    IResourceBuilder<IResourceWithConnectionString> Directory,
    IResourceBuilder<IResourceWithConnectionString> Redis,
    IResourceBuilder<IResourceWithConnectionString> Kafka,
    IResourceBuilder<IResourceWithConnectionString> Blobs)
{
    /// <summary>Where browsers reach the blobs, if that is known before they are there.</summary>
    public ReferenceExpression? BlobOrigin { get; init; }

    /// <summary>A blob store that clients reach through the edge.</summary>
    public ForwardedBlobs? ForwardedBlobs { get; init; }

    /// <summary>Set when a manifest for Azure is written: what the services are deployed on.</summary>
    public AzureApps? Azure { get; init; }
}
