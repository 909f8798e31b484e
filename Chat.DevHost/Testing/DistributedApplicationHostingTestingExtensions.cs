using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Testing;

/// <summary>A running application from a test's side.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client whose base address is the resource's.</summary>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var endpoint = Find(app, resourceName).Annotations.OfType<EndpointAnnotation>()
            .FirstOrDefault(candidate => endpointName is null || candidate.Name == endpointName)
            ?? throw new ArgumentException($"'{resourceName}' has no endpoint '{endpointName}'.", nameof(endpointName));
        return new Uri(
            endpoint.AllocatedEndpoint?.UriString
            ?? throw new InvalidOperationException($"'{resourceName}' has no address before the application starts."));
    }

    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        Find(app, resourceName) is IResourceWithConnectionString source
            ? source.GetValueAsync(cancellationToken)
            : throw new ArgumentException($"'{resourceName}' has no connection string.", nameof(resourceName));

    private static IResource Find(DistributedApplication app, string resourceName) =>
        app.Resources.FirstOrDefault(resource => resource.Name == resourceName)
        ?? throw new ArgumentException($"There is no resource '{resourceName}'.", nameof(resourceName));
}
