using Aspire.Hosting.Azure;

namespace Chat.AppHost.Publishing;

/// <summary>
/// What the services run on in Azure: the network with all that is private in it, logs, the image registry, the Container Apps
/// environment, the vault of secrets.
/// </summary>
internal sealed class AzurePlatform
{
    public AzurePlatform(IDistributedApplicationBuilder builder, SharedSecrets secrets)
    {
        Network = builder.AddTemplate("network");
        var logs = builder.AddTemplate("logs").WithSetting("retentionDays", "logs-retention-days", "30");
        Registry = builder.AddTemplate("registry").WithParameter(AzureBicepResource.KnownParameters.UserPrincipalId);
        Environment = builder.AddTemplate("environment")
            .WithParameter("logsName", logs.GetOutput("name"))
            .WithParameter("registryEndpoint", Registry.GetOutput("endpoint"))
            .WithParameter("subnetId", Network.GetOutput("appsSubnetId"))
            .WithSetting("nodeType", "node-type", "D4")
            .WithSetting("minNodes", "min-nodes", "3")
            .WithSetting("maxNodes", "max-nodes", "20")
            .WithParameter(AzureBicepResource.KnownParameters.UserPrincipalId);
        WorkloadProfile = builder.AddSetting("workload-profile", "dedicated");
        CustomDomain = builder.AddSetting("custom-domain", "");
        ScalingKey = builder.AddSecret("auth-scaling-key");
        Vault = builder.AddResource(new Vault(Templates.File(builder, "vault")))
            .WithParameter("authSigningKey", secrets.SigningKey)
            .WithParameter("authSigningKeyOther", secrets.OtherSigningKey!)
            .WithParameter("internalSecret", secrets.Internal)
            .WithParameter("internalSecretOther", secrets.OtherInternal!)
            .WithParameter("scalingKey", ScalingKey)
            .WithParameter("subnetId", Network.GetOutput("endpointsSubnetId"))
            .WithParameter("zoneId", Network.GetOutput("vaultZoneId"));
    }

    public IResourceBuilder<AzureBicepResource> Network { get; }

    public IResourceBuilder<AzureBicepResource> Registry { get; }

    public IResourceBuilder<AzureBicepResource> Environment { get; }

    public IResourceBuilder<Vault> Vault { get; }

    /// <summary>Of the environment: what all services run on.</summary>
    public IResourceBuilder<ParameterResource> WorkloadProfile { get; }

    /// <summary>A host name of one's own for the edge; empty: none.</summary>
    public IResourceBuilder<ParameterResource> CustomDomain { get; }

    /// <summary>The platform's scaler shows it to the edge when it asks for the gateways' connections.</summary>
    public IResourceBuilder<ParameterResource> ScalingKey { get; }

    /// <summary>Where the apps are reached, each by its name in front; known once the environment is there.</summary>
    public BicepOutputReference Domain => Environment.GetOutput("AZURE_CONTAINER_APPS_ENVIRONMENT_DEFAULT_DOMAIN");
}
