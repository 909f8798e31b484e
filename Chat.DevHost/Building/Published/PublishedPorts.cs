using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>
/// The ports that a published project is told to listen on: those of its HTTP endpoints, except what the platform terminates,
/// what has a variable of its own, and what the composition filters out.
/// </summary>
internal static class PublishedPorts
{
    public static void Set(EnvironmentCallbackContext context, ProjectResource project)
    {
        foreach (var (variable, scheme) in new[] { ("HTTP_PORTS", "http"), ("HTTPS_PORTS", "https") })
        {
            var ports = project.Annotations.OfType<EndpointAnnotation>()
                .Where(endpoint => endpoint.UriScheme == scheme && IsTold(project, endpoint))
                .Select(endpoint => new EndpointReference(project, endpoint.Name).Property(EndpointProperty.TargetPort))
                .ToArray();
            if (ports.Length == 0)
                continue;
            var all = ports.Skip(1).Aggregate(
                ReferenceExpression.Create($"{ports[0]}"), (before, next) => ReferenceExpression.Create($"{before};{next}"));
            context.EnvironmentVariables.TryAdd(variable, all);
        }
    }

    private static bool IsTold(ProjectResource project, EndpointAnnotation endpoint) =>
        endpoint.EnvironmentVariable is null
        && !project.Annotations.OfType<PlatformHttpsAnnotation>().Any(platform => platform.EndpointName == endpoint.Name)
        && project.Annotations.OfType<EndpointEnvironmentFilterAnnotation>().All(filter => filter.Includes(endpoint));
}

/// <summary>HTTPS that the platform has in front of the project's HTTP.</summary>
internal sealed record PlatformHttpsAnnotation(string EndpointName) : IResourceAnnotation;

internal sealed record EndpointEnvironmentFilterAnnotation(Func<EndpointAnnotation, bool> Includes) : IResourceAnnotation;
