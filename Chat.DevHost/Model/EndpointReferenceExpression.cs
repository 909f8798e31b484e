using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>One property of an endpoint, as a value.</summary>
public sealed class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    public EndpointReference Endpoint { get; } = endpointReference;

    public EndpointProperty Property { get; } = property;

    public string ValueExpression => Property switch
    {
        EndpointProperty.Url => Binding("url"),
        EndpointProperty.Host or EndpointProperty.IPV4Host => Binding("host"),
        EndpointProperty.Port => Binding("port"),
        EndpointProperty.Scheme => Binding("scheme"),
        EndpointProperty.TargetPort => Binding("targetPort"),
        EndpointProperty.HostAndPort => $"{Binding("host")}:{Binding("port")}",
        EndpointProperty.TlsEnabled => Binding("tlsEnabled"),
        _ => throw Unknown(),
    };

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(Property switch
    {
        EndpointProperty.Url => Endpoint.Allocated.UriString,
        EndpointProperty.Host or EndpointProperty.IPV4Host => Endpoint.Allocated.Address,
        EndpointProperty.Port => Endpoint.Allocated.Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.TargetPort => TargetPort().ToString(CultureInfo.InvariantCulture),
        EndpointProperty.Scheme => Endpoint.Annotation.UriScheme,
        EndpointProperty.HostAndPort => Endpoint.Allocated.HostAndPort,
        EndpointProperty.TlsEnabled => Endpoint.TlsEnabled ? bool.TrueString : bool.FalseString,
        _ => throw Unknown(),
    });

    /// <summary>A single replica binds the address itself; of several each has a port of its own, which no expression can name.</summary>
    private int TargetPort() =>
        Endpoint.Resource.ReplicaCount() == 1
            ? Endpoint.Annotation.TargetPort ?? Endpoint.Allocated.Port
            : throw new InvalidOperationException($"'{Endpoint.Resource.Name}' has more than one target port: one a replica.");

    private string Binding(string part) => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{part}}}";

    private InvalidOperationException Unknown() => new($"There is no endpoint property {Property}.");
}
