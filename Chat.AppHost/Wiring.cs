using System.Globalization;

namespace Chat.AppHost;

/// <summary>The words that AppHost.cs adds to Aspire's.</summary>
internal static class Wiring
{
    /// <summary>The service gets their connection strings and is started when they are healthy.</summary>
    public static IResourceBuilder<ProjectResource> Uses(
        this IResourceBuilder<ProjectResource> service, params IResourceBuilder<IResourceWithConnectionString>[] stores)
    {
        foreach (var store in stores)
            service.WithReference(store).WaitFor(store);
        return service;
    }

    /// <summary><c>CHAT_LIMITS</c> of whoever starts the composition; the local run's are generous. Published services have
    /// those of production.</summary>
    public static IResourceBuilder<ProjectResource> WithLimits(
        this IResourceBuilder<ProjectResource> service, IDistributedApplicationBuilder builder) =>
        builder.ExecutionContext.IsRunMode
            ? service.WithEnvironment("CHAT_LIMITS", builder.Configuration["CHAT_LIMITS"] is { Length: > 0 } limits ? limits : "local")
            : service;

    /// <summary>What the web client's page may connect to beside the edge.</summary>
    public static IResourceBuilder<ProjectResource> WithBlobOrigin(this IResourceBuilder<ProjectResource> service, ReferenceExpression? origin) =>
        origin is null ? service : service.WithEnvironment("WebClient__ConnectSources", origin);

    /// <summary>The edge's origins may speak to the blob store from a browser. Only told, not waited for: the edge waits for this
    /// service. Published, the store's rules are the deployment's.</summary>
    public static IResourceBuilder<ProjectResource> TakesUploadsFrom(
        this IResourceBuilder<ProjectResource> service, IResourceBuilder<ProjectResource> edge, IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode)
            return service;

        var port = edge.GetEndpoint("http").Property(EndpointProperty.Port);
        return service.WithEnvironment("Media__WebOrigins", ReferenceExpression.Create($"http://localhost:{port},http://127.0.0.1:{port}"));
    }

    public static int Number(this IDistributedApplicationBuilder builder, string key, int otherwise) =>
        builder.Configuration[key] is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
