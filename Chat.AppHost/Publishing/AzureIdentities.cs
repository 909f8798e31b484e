using Aspire.Hosting.Azure;

namespace Chat.AppHost.Publishing;

/// <summary>One identity a service, with what that service needs and no more.</summary>
internal sealed class AzureIdentities
{
    /// <summary>What every service reads from the vault.</summary>
    private static readonly string[] Common = ["internal-secret", "internal-secret-other", "redis"];

    /// <summary>And who checks people's tokens.</summary>
    private static readonly string[] Tokens = ["auth-signing-key", "auth-signing-key-other"];

    private readonly IDistributedApplicationBuilder _builder;
    private readonly BicepOutputReference _registryName;
    private readonly BicepOutputReference _vaultName;
    private readonly Dictionary<string, IResourceBuilder<AzureBicepResource>> _identities = [];

    /// <param name="builder">The composition.</param>
    /// <param name="platform">What holds the images and the secrets.</param>
    /// <param name="redis">Where the vault's name comes from: the secret <c>redis</c> is there before anybody is let read it.</param>
    /// <param name="eventHubs">Where messages are published.</param>
    /// <param name="storage">Where media are kept.</param>
    public AzureIdentities(
        IDistributedApplicationBuilder builder,
        AzurePlatform platform,
        IResourceBuilder<AzureBicepResource> redis,
        IResourceBuilder<AzureBicepResource> eventHubs,
        IResourceBuilder<AzureBicepResource> storage)
    {
        _builder = builder;
        _registryName = platform.Registry.GetOutput("name");
        _vaultName = redis.GetOutput("vaultName");

        Add("edge", secrets: ["scaling-key"]);
        // The platform's scaler asks for the number of connections in the gateway's name.
        Add("gateway", secrets: [.. Tokens, "scaling-key"]);
        Add("messaging", secrets: Tokens, eventHubs, roles: ["send"]);
        Add("delivery", secrets: [], eventHubs, roles: ["send", "receive"]);
        Add("presence", secrets: Tokens);
        Add("media", secrets: Tokens, storage: storage);
    }

    public IResourceBuilder<AzureBicepResource> Of(string service) => _identities[service];

    private void Add(
        string service,
        string[] secrets,
        IResourceBuilder<AzureBicepResource>? eventHubs = null,
        string[]? roles = null,
        IResourceBuilder<AzureBicepResource>? storage = null)
    {
        var identity = _builder.AddTemplate($"{service}-identity", "identity")
            .WithParameter("service", service)
            .WithParameter("registryName", _registryName)
            .WithParameter("vaultName", _vaultName)
            .WithParameter("secrets", [.. Common, .. secrets]);
        // Those without either get the template's defaults: none.
        if (eventHubs is not null)
            identity.WithParameter("eventHubsName", eventHubs.GetOutput("name")).WithParameter("eventHubsRoles", roles ?? []);
        if (storage is not null)
            identity.WithParameter("storageName", storage.GetOutput("name"));
        _identities.Add(service, identity);
    }
}
