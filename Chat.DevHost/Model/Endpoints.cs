using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port on which a resource serves.</summary>
/// <param name="name">Unique within the resource.</param>
/// <param name="scheme">http, tcp …</param>
/// <param name="port">The fixed port, or null for a free one.</param>
/// <param name="targetPort">The port the process itself listens on, if it cannot be told; only with one replica.</param>
/// <param name="environmentVariable">Where a replica reads the port it is to listen on.</param>
/// <param name="isExternal">It is for the outside, not for other resources.</param>
public sealed class EndpointAnnotation(
    string name, string scheme, int? port, int? targetPort, string? environmentVariable, bool isExternal) : IResourceAnnotation
{
    public string Name { get; } = name;

    public string UriScheme { get; } = scheme;

    public int? Port { get; } = port;

    public int? TargetPort { get; } = targetPort;

    public string? EnvironmentVariable { get; } = environmentVariable;

    public bool IsExternal { get; set; } = isExternal;

    /// <summary>Where it is reached; null until the application starts.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }
}

/// <summary>The address of a running endpoint: one, whatever the number of replicas behind it.</summary>
public sealed record AllocatedEndpoint(string Scheme, string Address, int Port)
{
    public string HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{Address}:{Port}");

    public string UriString => $"{Scheme}://{HostAndPort}";
}

public enum EndpointProperty
{
    Url,
    Host,
    IPV4Host,
    Port,
    Scheme,
    TargetPort,
    HostAndPort,
}

/// <summary>An endpoint of a resource, as a value: its URL.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider
{
    public IResourceWithEndpoints Resource { get; } = owner;

    public string EndpointName { get; } = endpointName;

    public string Url => Allocated.UriString;

    public int Port => Allocated.Port;

    internal EndpointAnnotation Annotation =>
        Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(endpoint => endpoint.Name == EndpointName)
        ?? throw new DistributedApplicationException($"'{Resource.Name}' has no endpoint '{EndpointName}'.");

    internal AllocatedEndpoint Allocated =>
        Annotation.AllocatedEndpoint
        ?? throw new InvalidOperationException($"The endpoint '{EndpointName}' of '{Resource.Name}' has no address before the application starts.");

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(Url);
}

/// <summary>One property of an endpoint, as a value.</summary>
public sealed class EndpointReferenceExpression(EndpointReference endpoint, EndpointProperty property) : IValueProvider
{
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var address = endpoint.Allocated;
        return ValueTask.FromResult<string?>(property switch
        {
            EndpointProperty.Url => address.UriString,
            EndpointProperty.Host or EndpointProperty.IPV4Host => address.Address,
            EndpointProperty.Port => address.Port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.TargetPort => TargetPort(address).ToString(CultureInfo.InvariantCulture),
            EndpointProperty.Scheme => address.Scheme,
            EndpointProperty.HostAndPort => address.HostAndPort,
            _ => throw new InvalidOperationException($"There is no endpoint property {property}."),
        });
    }

    /// <summary>A single replica binds the address itself; of several each has a port of its own, which no expression can name.</summary>
    private int TargetPort(AllocatedEndpoint address) =>
        endpoint.Resource.ReplicaCount() == 1
            ? endpoint.Annotation.TargetPort ?? address.Port
            : throw new InvalidOperationException($"'{endpoint.Resource.Name}' has more than one target port: one a replica.");
}
