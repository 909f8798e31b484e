using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>Aspire's sample of Azure resources, of which we have vaults, secrets of vaults, and templates that are given parameters.</summary>
public sealed class AzureResourcesExampleTests
{
    private const string Example = "azure-resources";

    [ExampleTheory]
    [InlineData("storagesku")]
    [InlineData("storage")]
    [InlineData("blobs")]
    [InlineData("signaturesecret")]
    [InlineData("mykv")]
    [InlineData("mykv-roles")]
    [InlineData("pgsql-kv")]
    [InlineData("pgsqldb")]
    public async Task A_resource_is_the_same(string resource) =>
        Assert.Equal(Examples.Resource(Example, resource), (await PublishAsync()).Resource(resource));

    private static Task<PublishedManifest> PublishAsync()
    {
        var builder = Sample.Publishing("CdkSample");
        var storage = builder.AddBicepTemplate("storage", "storage.module.bicep")
            .WithParameter("storagesku", builder.AddParameter("storagesku"))
            .WithParameter("locationOverride", builder.AddParameter("locationOverride"));
        builder.AddConnectionString("blobs", ReferenceExpression.Create($"{storage.GetOutput("blobEndpoint")}"));
        var vault = builder.AddResource(new Vault("mykv")).WithParameter("signaturesecret", builder.AddParameter("signaturesecret", secret: true));
        builder.AddBicepTemplate("mykv-roles", "mykv-roles.module.bicep")
            .WithParameter("mykv_outputs_name", vault.GetOutput("name"))
            .WithParameter(AzureBicepResource.KnownParameters.PrincipalType)
            .WithParameter(AzureBicepResource.KnownParameters.PrincipalId);
        var databaseVault = builder.AddResource(new Vault("pgsql-kv")).Resource;
        builder.AddConnectionString(
            "pgsqldb", ReferenceExpression.Create($"{new VaultSecret(databaseVault, "connectionstrings--pgsqldb")}"));
        return PublishedManifest.OfAsync(builder);
    }

    private sealed class Vault(string name)
        : AzureBicepResource(name, Path.Combine(Sample.Folder, "CdkSample.AppHost", $"{name}.module.bicep")), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{new BicepOutputReference("vaultUri", this)}");
    }
}
