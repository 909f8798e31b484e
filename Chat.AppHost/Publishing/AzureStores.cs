using Aspire.Hosting.Azure;

namespace Chat.AppHost.Publishing;

/// <summary>
/// The target <c>azure</c>: a Postgres server for each shard and one for the directory, Managed Redis, Event Hubs as Kafka, a
/// storage account. Sizes and redundancy are parameters with defaults for a small system.
/// </summary>
internal static class AzureStores
{
    public static Infrastructure AddAzureStores(this IDistributedApplicationBuilder builder, SharedSecrets secrets)
    {
        var platform = new AzurePlatform(builder, secrets);

        var redis = builder.AddTemplate("managed-redis")
            .WithSetting("sku", "redis-sku", "Balanced_B0")
            .WithSetting("highAvailability", "redis-high-availability", "Disabled")
            .WithParameter("vaultName", platform.Vault.GetOutput("name"))
            .InTheNetwork(platform, "redisZoneId");
        var eventHubs = builder.AddTemplate("event-hubs")
            .WithSetting("sku", "event-hubs-sku", "Standard")
            .WithSetting("capacity", "event-hubs-capacity", "1")
            .WithSetting("partitions", "event-hubs-partitions", "32")
            .InTheNetwork(platform, "eventHubsZoneId");
        var storage = builder.AddTemplate("storage")
            .WithSetting("redundancy", "storage-redundancy", "Standard_ZRS")
            .WithParameter("environmentDomain", platform.Domain)
            .WithParameter("customDomain", platform.CustomDomain);

        var identities = new AzureIdentities(builder, platform, redis, eventHubs, storage);
        var postgres = new AzurePostgres(builder, platform, identities);

        return new Infrastructure(
            postgres.AddServer("chat-0"),
            postgres.AddServer("chat-1"),
            postgres.AddServer("directory", withMedia: true),
            builder.AddConnectionString("redis", ReferenceExpression.Create($"{platform.Vault.Resource.Secret("redis")}")),
            builder.AddConnectionString("kafka", ReferenceExpression.Create($"{eventHubs.GetOutput("bootstrapServers")}")),
            builder.AddConnectionString("blobs", ReferenceExpression.Create($"{storage.GetOutput("blobEndpoint")}")))
        {
            BlobOrigin = ReferenceExpression.Create($"{storage.GetOutput("blobEndpoint")}"),
            Azure = new AzureApps(builder, platform, identities, eventHubs),
        };
    }

    private static IResourceBuilder<AzureBicepResource> InTheNetwork(
        this IResourceBuilder<AzureBicepResource> resource, AzurePlatform platform, string zone) =>
        resource
            .WithParameter("subnetId", platform.Network.GetOutput("endpointsSubnetId"))
            .WithParameter("zoneId", platform.Network.GetOutput(zone));
}
