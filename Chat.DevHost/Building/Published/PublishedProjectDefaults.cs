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
            })
            .WithEnvironment(context => PublishedPorts.Set(context, project));

        // A web project is one that has an address in its launch profile.
        if (!LaunchProfile.HasAddress(project.Annotations.OfType<IProjectMetadata>().Single(), builder.ApplicationBuilder.Configuration))
            return builder;
        var platformHttps = new PlatformHttpsAnnotation("https");
        return builder.WithHttpEndpoint().WithHttpsEndpoint(name: platformHttps.EndpointName).WithAnnotation(platformHttps);
    }
}
