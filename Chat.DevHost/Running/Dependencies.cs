using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Azure;

namespace Chat.DevHost.Running;

/// <summary>Who waits for whom, among the resources that are processes.</summary>
internal static class Dependencies
{
    public static bool IsProcess(IResource resource) => resource is ProjectResource or ExecutableResource;

    /// <exception cref="DistributedApplicationException">There is a container, or something of Azure's: nothing here runs it.</exception>
    public static void RefuseWhatRunsElsewhere(IEnumerable<IResource> resources)
    {
        var elsewhere = resources
            .Where(resource => resource is ContainerResource or AzureBicepResource)
            .Select(resource => resource.Name)
            .ToArray();
        if (elsewhere.Length > 0)
            throw new DistributedApplicationException(
                $"This build runs processes, neither containers nor what Azure has: not {string.Join(", ", elsewhere)}. "
                + "Publish it, or build with -p:UseAspire=true.");
    }

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
