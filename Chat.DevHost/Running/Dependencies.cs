using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Chat.DevHost.Running;

/// <summary>Who waits for whom, among the resources that are processes.</summary>
internal static class Dependencies
{
    public static bool IsProcess(IResource resource) => resource is ProjectResource or ExecutableResource;

    /// <summary>The processes to wait for; through connection strings, which wait but do not run.</summary>
    public static IReadOnlyList<IResource> Of(IResource resource)
    {
        var found = new List<IResource>();
        Collect(resource, found, []);
        return found;
    }

    /// <exception cref="DistributedApplicationException">Some wait for each other.</exception>
    public static void RefuseCycles(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
            Follow(resource, []);

        static void Follow(IResource resource, IReadOnlyList<IResource> path)
        {
            if (path.Contains(resource))
                throw new DistributedApplicationException(
                    $"These wait for each other: {string.Join(" → ", path.Append(resource).Select(one => one.Name))}.");
            foreach (var next in WaitsOf(resource))
                Follow(next, [.. path, resource]);
        }
    }

    private static void Collect(IResource resource, List<IResource> found, HashSet<IResource> seen)
    {
        foreach (var next in WaitsOf(resource).Where(seen.Add))
        {
            if (IsProcess(next))
                found.Add(next);
            else
                Collect(next, found, seen);
        }
    }

    private static IEnumerable<IResource> WaitsOf(IResource resource) =>
        resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource);
}
