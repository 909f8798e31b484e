using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>Aspire's sample of Container Apps; its modules are templates to us.</summary>
public sealed class AzureExampleTests
{
    private const string Example = "azure-container-apps";

    [ExampleTheory]
    [InlineData("infra-acr")]
    [InlineData("infra")]
    [InlineData("customDomain")]
    [InlineData("secretparam")]
    [InlineData("cache")]
    [InlineData("storage")]
    [InlineData("blobs")]
    [InlineData("db")]
    [InlineData("api")]
    [InlineData("api-identity")]
    [InlineData("api-roles-storage")]
    [InlineData("cache-password")]
    [InlineData("cache-password-uri-encoded")]
    [InlineData("cond-cache-bindings-tcp-tlsenabled-3eddb73a")]
    public async Task A_resource_is_the_same(string resource) =>
        Assert.Equal(Examples.Resource(Example, resource), (await PublishAsync()).Resource(resource));

    private static Task<PublishedManifest> PublishAsync()
    {
        var builder = Sample.Publishing("AzureContainerApps");
        var registry = builder.AddBicepTemplate("infra-acr", "infra-acr.module.bicep");
        var infra = builder.AddBicepTemplate("infra", "infra.module.bicep")
            .WithParameter("infra_acr_outputs_name", registry.GetOutput("name"))
            .WithParameter(AzureBicepResource.KnownParameters.UserPrincipalId);
        var customDomain = builder.AddParameter("customDomain");
        var certificateName = builder.AddParameter("certificateName");
        var secret = builder.AddParameter("secretparam", secret: true);
        var cache = builder.AddRedis("cache").WithDataVolume();
        var accountVault = builder.AddBicepTemplate("account-kv", "account-kv.module.bicep");
        var account = new ConnectedTemplate("account", new VaultSecret(accountVault.Resource, "connectionstrings--account"));
        builder.AddResource(account).WithParameter("account_kv_outputs_name", accountVault.GetOutput("name"));
        builder.AddConnectionString("db", ReferenceExpression.Create($"{new VaultSecret(accountVault.Resource, "connectionstrings--db")}"));
        var storage = builder.AddBicepTemplate("storage", "storage.module.bicep");
        var blobs = builder.AddConnectionString("blobs", ReferenceExpression.Create($"{storage.GetOutput("blobEndpoint")}"));
        var identity = builder.AddBicepTemplate("api-identity", "api-identity.module.bicep");
        builder.AddBicepTemplate("api-roles-storage", "api-roles-storage.module.bicep")
            .WithParameter("storage_outputs_name", storage.GetOutput("name"))
            .WithParameter("principalId", identity.GetOutput("principalId"));

        var cacheApp = Deployment("cache", infra);
        cacheApp.Parameters["cache_password_value"] = cache.Resource.PasswordParameter;
        cacheApp.Parameters["infra_outputs_volumes_cache_0"] = infra.GetOutput("volumes_cache_0");
        cache.WithAnnotation(new DeploymentTargetAnnotation(cacheApp));

        var api = builder.AddProject<ContainerAppsApi>("api")
            .WithExternalHttpEndpoints()
            .WithReference(blobs)
            .WithEnvironment("BLOBS_URI", storage.GetOutput("blobEndpoint"))
            .WithReference(cache)
            .WithEnvironment("ConnectionStrings__account", new ConnectionStringReference(account, optional: false))
            .WithEnvironment("ACCOUNT_URI", new BicepOutputReference("connectionString", account))
            .WithEnvironment("ACCOUNT_ACCOUNTKEY", new VaultSecret(accountVault.Resource, "primaryaccesskey--account"))
            .WithEnvironment("ACCOUNT_CONNECTIONSTRING", $"{new VaultSecret(accountVault.Resource, "connectionstrings--account")}")
            .WithEnvironment("VALUE", secret)
            .WithEnvironment("AZURE_PRINCIPAL_NAME", identity.GetOutput("principalName"));
        var apiApp = Deployment("api", infra);
        var parameters = apiApp.Parameters;
        parameters["infra_outputs_azure_container_registry_endpoint"] = infra.GetOutput("AZURE_CONTAINER_REGISTRY_ENDPOINT");
        parameters["infra_outputs_azure_container_registry_managed_identity_id"] = infra.GetOutput("AZURE_CONTAINER_REGISTRY_MANAGED_IDENTITY_ID");
        parameters["api_containerimage"] = "{api.containerImage}";
        parameters["api_identity_outputs_id"] = identity.GetOutput("id");
        parameters["api_containerport"] = "{api.containerPort}";
        parameters["storage_outputs_blobendpoint"] = storage.GetOutput("blobEndpoint");
        parameters["cache_password_value"] = cache.Resource.PasswordParameter;
        parameters["account_kv_outputs_name"] = accountVault.GetOutput("name");
        parameters["account_outputs_connectionstring"] = new BicepOutputReference("connectionString", account);
        parameters["secretparam_value"] = secret.Resource;
        parameters["api_identity_outputs_principalname"] = identity.GetOutput("principalName");
        parameters["api_identity_outputs_clientid"] = identity.GetOutput("clientId");
        parameters["certificateName"] = certificateName.Resource;
        parameters["customDomain"] = customDomain.Resource;
        api.WithAnnotation(new DeploymentTargetAnnotation(apiApp));
        return PublishedManifest.OfAsync(builder);

        AzureBicepResource Deployment(string name, IResourceBuilder<AzureBicepResource> environment)
        {
            var file = Path.Combine(builder.AppHostDirectory, $"{name}-containerapp.module.bicep");
            var deployment = new AzureBicepResource($"{name}-containerapp", file);
            deployment.Parameters["infra_outputs_azure_container_apps_environment_default_domain"] =
                environment.GetOutput("AZURE_CONTAINER_APPS_ENVIRONMENT_DEFAULT_DOMAIN");
            deployment.Parameters["infra_outputs_azure_container_apps_environment_id"] =
                environment.GetOutput("AZURE_CONTAINER_APPS_ENVIRONMENT_ID");
            return deployment;
        }
    }

    /// <summary>A template that has a connection string.</summary>
    private sealed class ConnectedTemplate(string name, VaultSecret connectionString)
        : AzureBicepResource(name, Path.Combine(Sample.Folder, "AzureContainerApps.AppHost", $"{name}.module.bicep")), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression { get; } = ReferenceExpression.Create($"{connectionString}");
    }
}
