namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string put together from other resources' addresses. It runs nothing: whoever waits for it waits for what it waits for.</summary>
public sealed class ConnectionStringResource(string name, ReferenceExpression connectionStringExpression)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    public ReferenceExpression ConnectionStringExpression { get; } = connectionStringExpression;
}
