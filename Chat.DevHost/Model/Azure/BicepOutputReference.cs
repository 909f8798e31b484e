using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Azure;

/// <summary>What a Bicep template says when it is deployed, as a value.</summary>
public sealed class BicepOutputReference : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    public BicepOutputReference(string name, AzureBicepResource resource)
    {
        Name = BicepIdentifier.Checked(name);
        Resource = resource;
    }

    public string Name { get; }

    public AzureBicepResource Resource { get; }

    public string ValueExpression => $"{{{Resource.Name}.outputs.{Name}}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        throw new DistributedApplicationException($"'{Resource.Name}' says its '{Name}' when it is deployed: nothing here deploys it.");
}
