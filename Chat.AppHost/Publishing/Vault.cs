using Aspire.Hosting.Azure;

namespace Chat.AppHost.Publishing;

/// <summary>The key vault. Its connection string is its address, by which azd finds the secrets that the manifest names.</summary>
internal sealed class Vault(string templateFile) : AzureBicepResource("vault", templateFile), IResourceWithConnectionString
{
    public BicepOutputReference Uri => new("vaultUri", this);

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Uri}");

    public VaultSecret Secret(string name) => new(this, name);
}
