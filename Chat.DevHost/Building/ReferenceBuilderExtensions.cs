using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What a resource is told of others.</summary>
public static class ReferenceBuilderExtensions
{
    /// <summary>The connection string as <c>ConnectionStrings__{name}</c>, and each of its parts as <c>{NAME}_{PART}</c>.</summary>
    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where T : IResourceWithEnvironment
    {
        var resource = source.Resource;
        var name = connectionName ?? resource.Name;
        var prefix = name.Length == 0 ? "" : $"{VariableName.Of(name)}_";
        return builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables[$"ConnectionStrings__{name}"] = new ConnectionStringReference(resource, optional);
            foreach (var (part, value) in resource.GetConnectionProperties())
                context.EnvironmentVariables[prefix + part.ToUpperInvariant()] = value;
        });
    }

    /// <summary>Every endpoint of the service as <c>{SERVICE}_{ENDPOINT}</c> and <c>services__{service}__{endpoint}__0</c>.</summary>
    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where T : IResourceWithEnvironment
    {
        builder.EndpointsOf(source.Resource).UseAllEndpoints = true;
        return builder;
    }

    /// <summary>One endpoint, under the names that a service's have.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, EndpointReference endpointReference)
        where T : IResourceWithEnvironment
    {
        builder.EndpointsOf(endpointReference.Resource).Add(endpointReference.EndpointName);
        return builder;
    }

    private static EndpointReferenceAnnotation EndpointsOf<T>(this IResourceBuilder<T> builder, IResourceWithEndpoints source)
        where T : IResourceWithEnvironment
    {
        var references = builder.Resource.Annotations.OfType<EndpointReferenceAnnotation>().FirstOrDefault(one => one.Resource == source);
        if (references is not null)
            return references;

        references = new EndpointReferenceAnnotation(source);
        builder.WithAnnotation(references).WithEnvironment(context =>
        {
            foreach (var endpoint in references.Endpoints)
            {
                context.EnvironmentVariables[$"{VariableName.Of(source.Name)}_{VariableName.Of(endpoint.EndpointName)}"] = endpoint;
                context.EnvironmentVariables[$"services__{source.Name}__{endpoint.EndpointName}__0"] = endpoint;
            }
        });
        return references;
    }
}
