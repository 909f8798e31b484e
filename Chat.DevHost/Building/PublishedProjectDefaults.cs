using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>What every published project has.</summary>
internal static class PublishedProjectDefaults
{
    public static IResourceBuilder<ProjectResource> WithPublishedDefaults(this IResourceBuilder<ProjectResource> builder)
    {
        var project = builder.Resource;
        builder
            .WithEnvironment("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory")
            .WithEnvironment(context =>
            {
                if (project.Annotations.OfType<EndpointAnnotation>().Any())
                    context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
            });
        EndpointAnnotation? platformHttps = null;
        builder.WithEnvironment(context =>
        {
            SetPorts(context, "HTTP_PORTS", "http");
            SetPorts(context, "HTTPS_PORTS", "https");
        });

        // A web project is one that has an address in its launch profile: the platform gives it HTTPS in front of its HTTP.
        if (LaunchProfile.HasAddress(project.Annotations.OfType<IProjectMetadata>().Single(), builder.ApplicationBuilder.Configuration))
        {
            builder.WithHttpEndpoint().WithHttpsEndpoint();
            platformHttps = project.Annotations.OfType<EndpointAnnotation>().Last();
        }

        return builder;

        void SetPorts(EnvironmentCallbackContext context, string variable, string scheme)
        {
            var ports = project.Annotations.OfType<EndpointAnnotation>()
                .Where(endpoint => endpoint.UriScheme == scheme && endpoint != platformHttps)
                .Select(endpoint => new EndpointReference(project, endpoint.Name).Property(EndpointProperty.TargetPort))
                .ToArray();
            if (ports.Length > 0)
                context.EnvironmentVariables.TryAdd(variable, ports.Skip(1).Aggregate(
                    ReferenceExpression.Create($"{ports[0]}"), (all, next) => ReferenceExpression.Create($"{all};{next}")));
        }
    }
}
