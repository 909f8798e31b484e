namespace Chat.AppHost;

/// <summary>What the services stand on: two Postgres shards and the directory, Redis, Kafka, blobs.</summary>
/// <param name="BlobOrigin">Where browsers reach the blobs of a local run; absent when publishing: an address known after the
/// deployment.</param>
internal sealed record Infrastructure(
    IResourceBuilder<IResourceWithConnectionString> Chat0,
    IResourceBuilder<IResourceWithConnectionString> Chat1,
    IResourceBuilder<IResourceWithConnectionString> Directory,
    IResourceBuilder<IResourceWithConnectionString> Redis,
    IResourceBuilder<IResourceWithConnectionString> Kafka,
    IResourceBuilder<IResourceWithConnectionString> Blobs,
    ReferenceExpression? BlobOrigin);
