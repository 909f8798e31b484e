using Aspire.Hosting.Azure;

namespace Chat.AppHost.Publishing;

/// <summary>
/// Each service as a container app, by a template of its own in <c>infra/</c>. The template sets the environment variables
/// itself: what the composition says of a service on Azure is what its template is given and sets.
/// </summary>
internal sealed class AzureApps(
    IDistributedApplicationBuilder builder, AzurePlatform platform, AzureIdentities identities, IResourceBuilder<AzureBicepResource> eventHubs)
{
    /// <summary>Said although it is what goes without saying: so it stays when a third database comes.</summary>
    private const string EqualShares = "0-127=0;128-255=1";

    /// <summary>A replica that goes sends its connections to the others over this time; the templates give it longer.</summary>
    private const string DrainOver = "00:05:00";

    public void Deploy(
        Infrastructure stores,
        IResourceBuilder<ProjectResource> edge,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<ProjectResource> messaging,
        IResourceBuilder<ProjectResource> delivery,
        IResourceBuilder<ProjectResource> presence,
        IResourceBuilder<ProjectResource> media)
    {
        edge.WithEnvironment("Scaling__Key", platform.ScalingKey).WithEnvironment("Edge__DrainOver", DrainOver);
        Deploy(edge, minReplicas: "2", maxReplicas: "30", app =>
        {
            app["environmentDomain"] = platform.Domain;
            app["blobEndpoint"] = stores.Blobs.Resource;
            app["customDomain"] = platform.CustomDomain.Resource;
            app["certificateName"] = builder.AddSetting("custom-domain-certificate", "").Resource;
        });
        Deploy(gateway.WithEnvironment("Gateway__DrainOver", DrainOver), minReplicas: "2", maxReplicas: "100", app =>
            app["environmentDomain"] = platform.Domain);
        var shardMap = builder.AddSetting("shard-map", EqualShares);
        messaging.WithEnvironment("Shards__Map", shardMap).WithKafkaTokens("Producer").WithPostgresTokens(identities);
        // 12 connections a replica and database, twice that during an upgrade: of the 414 that the smallest servers give.
        Deploy(messaging, minReplicas: "2", maxReplicas: "12", app =>
        {
            app["chat0"] = stores.Chat0.Resource;
            app["chat1"] = stores.Chat1.Resource;
            app["directory"] = stores.Directory.Resource;
            app["shardMap"] = shardMap.Resource;
            app["postgresUser"] = identities.Of("messaging").GetOutput("principalName");
            app["kafka"] = stores.Kafka.Resource;
        });
        // A replica without a partition is idle.
        Deploy(delivery.WithKafkaTokens("Producer", "Consumer").CommitsSeldom(), minReplicas: "2", maxReplicas: "32", app =>
        {
            app["kafka"] = stores.Kafka.Resource;
            app["eventHubsName"] = eventHubs.GetOutput("name");
        });
        Deploy(presence, minReplicas: "2", maxReplicas: "20", _ => { });
        Deploy(media.WithBlobTokens().WithPostgresTokens(identities), minReplicas: "2", maxReplicas: "5", app =>
        {
            app["directory"] = stores.Directory.Resource;
            app["postgresUser"] = identities.Of("media").GetOutput("principalName");
            app["blobs"] = stores.Blobs.Resource;
        });
    }

    private void Deploy(
        IResourceBuilder<ProjectResource> service, string minReplicas, string maxReplicas, Action<Dictionary<string, object?>> further)
    {
        var name = service.Resource.Name;
        var identity = identities.Of(name);
        var app = new AzureBicepResource($"{name}-app", Templates.File(builder, name));
        var parameters = app.Parameters;
        // What azd fills in when it has built the image.
        parameters["image"] = $"{{{name}.containerImage}}";
        parameters["port"] = $"{{{name}.containerPort}}";
        parameters["environmentId"] = platform.Environment.GetOutput("AZURE_CONTAINER_APPS_ENVIRONMENT_ID");
        parameters["registryEndpoint"] = platform.Environment.GetOutput("AZURE_CONTAINER_REGISTRY_ENDPOINT");
        parameters["identityId"] = identity.GetOutput("id");
        parameters["identityClientId"] = identity.GetOutput("clientId");
        parameters["vaultUri"] = platform.Vault.Resource.Uri;
        parameters["workloadProfile"] = platform.WorkloadProfile.Resource;
        parameters["minReplicas"] = builder.AddSetting($"{name}-min-replicas", minReplicas).Resource;
        parameters["maxReplicas"] = builder.AddSetting($"{name}-max-replicas", maxReplicas).Resource;
        further(parameters);

        service
            .WithEnvironment("AZURE_CLIENT_ID", identity.GetOutput("clientId"))
            .WithInternalPort()
            .WithAnnotation(new DeploymentTargetAnnotation(app));
    }
}
