using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Tests.Publishing;

/// <summary>A composition's own kind of value: a secret of a key vault.</summary>
internal sealed class VaultSecret(IResource vault, string name) : IValueProvider, IManifestExpressionProvider, IValueWithReferences
{
    public string ValueExpression => $"{{{vault.Name}.secrets.{name}}}";

    public IEnumerable<object> References => [vault];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("A manifest holds names, not values.");
}
