using Aspire.Hosting.Azure;

namespace Chat.AppHost.Publishing;

/// <summary>A secret of the key vault, as a value of the manifest: <c>{vault.secrets.NAME}</c>. Only the deployed service ever
/// reads it.</summary>
internal sealed class VaultSecret(AzureBicepResource vault, string name) : IValueProvider, IManifestExpressionProvider, IValueWithReferences
{
    public string ValueExpression => $"{{{vault.Name}.secrets.{name}}}";

    IEnumerable<object> IValueWithReferences.References => [vault];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException($"The vault's secret '{name}' is known to what is deployed alone.");
}
