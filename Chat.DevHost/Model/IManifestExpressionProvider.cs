namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose value has a name in the manifest.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>As the manifest says it: <c>{resource.property}</c>.</summary>
    string ValueExpression { get; }
}
