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

    public static int Number(this IDistributedApplicationBuilder builder, string key, int otherwise) =>
        builder.Configuration[key] is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
