using System.Globalization;

namespace Chat.AppHost.Publishing;

/// <summary>How replicas reach each other where they are deployed.</summary>
internal static class Deployment
{
    private const int InternalPort = 8081;

    /// <summary>Published, all replicas have the same port for each other; a local run's share a machine.</summary>
    public static IResourceBuilder<ProjectResource> WithInternalPort(this IResourceBuilder<ProjectResource> service) =>
        service.WithEnvironment("Internal__Port", InternalPort.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a manifest adds to the services; nothing in a local run.</summary>
    public static void Deploy(
        this Infrastructure stores,
        IResourceBuilder<ProjectResource> edge,
        IResourceBuilder<ProjectResource> gateway,
        IResourceBuilder<ProjectResource> messaging,
        IResourceBuilder<ProjectResource> delivery,
        IResourceBuilder<ProjectResource> presence,
        IResourceBuilder<ProjectResource> media)
    {
        if (stores.Azure is { } azure)
            azure.Deploy(stores, edge, gateway, messaging, delivery, presence, media);
        else if (edge.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            AdvertisesItsName(edge);
            ReachedByName(gateway, messaging, delivery, presence, media);
        }
    }

    /// <summary>
    /// One replica a service, which the others call by the service's name: azd's environment has the profile Consumption, on which a
    /// replica does not know an address that others could reach (ADR 22). The platform serves the HTTP endpoint at port 80.
    /// </summary>
    private static void ReachedByName(params IResourceBuilder<ProjectResource>[] services)
    {
        foreach (var service in services)
        {
            AdvertisesItsName(service)
                .WithEndpoint(targetPort: InternalPort, scheme: "tcp", name: "internal")
                .WithInternalPort()
                .WithEnvironment("Advertise__PublicPort", "80");
        }
    }

    /// <summary>Also the edge, which nobody calls: without an address a replica does not start.</summary>
    private static IResourceBuilder<ProjectResource> AdvertisesItsName(IResourceBuilder<ProjectResource> service) =>
        service.WithEnvironment("Advertise__Host", service.Resource.Name);
}
