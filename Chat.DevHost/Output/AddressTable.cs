using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Output;

/// <summary>The table of resources and addresses that is shown when everything is up.</summary>
internal static class AddressTable
{
    public static IEnumerable<string> Lines(IReadOnlyList<IResource> resources)
    {
        var width = resources.Max(resource => resource.Name.Length);
        foreach (var resource in resources)
        {
            var replicas = resource.ReplicaCount();
            var addresses = resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.AllocatedEndpoint!.UriString);
            yield return $"  {resource.Name.PadRight(width)}  {(replicas > 1 ? $"x{replicas}" : "  ")}  {string.Join("  ", addresses)}".TrimEnd();
        }
    }
}
