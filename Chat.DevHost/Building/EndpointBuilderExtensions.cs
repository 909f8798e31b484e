using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class EndpointBuilderExtensions
{
    /// <param name="builder">The resource.</param>
    /// <param name="port">Where it is reached; a free port if not given.</param>
    /// <param name="targetPort">Where the process listens, if it cannot be told; for one replica only.</param>
    /// <param name="name">The scheme if not given.</param>
    /// <param name="env">The variable that tells a replica its port.</param>
    /// <param name="isProxied">Without effect here: a single replica binds the address itself unless it has a target port of its own.</param>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? name = null,
        string? env = null,
        bool isProxied = true)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <inheritdoc cref="WithHttpEndpoint"/>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        string? name = null,
        string? env = null,
        bool isProxied = true,
        bool? isExternal = null)
        where T : IResourceWithEndpoints
    {
        _ = isProxied;
        scheme ??= "tcp";
        name ??= scheme;
        if (builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(existing => existing.Name == name))
            throw new DistributedApplicationException($"'{builder.Resource.Name}' has two endpoints '{name}'.");
        return builder.WithAnnotation(new EndpointAnnotation(name, scheme, port, targetPort, env, isExternal ?? false));
    }

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(one => one.UriScheme is "http" or "https"))
            endpoint.IsExternal = true;
        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);
}
