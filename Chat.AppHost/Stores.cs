using Chat.AppHost.Publishing;

namespace Chat.AppHost;

/// <summary>Which stores: a local run's, or those that a manifest describes.</summary>
internal static class Stores
{
    public static Infrastructure AddStores(this IDistributedApplicationBuilder builder, string data, SharedSecrets secrets)
    {
        if (builder.ExecutionContext.IsRunMode)
            return builder.AddInfrastructure(data);

        return PublishTargetText.Of(builder) == PublishTarget.Containers
            ? builder.AddContainerStores()
            : builder.AddAzureStores(secrets);
    }
}
