using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Running;

namespace Aspire.Hosting;

/// <summary>Waits for what happens to resources.</summary>
public sealed class ResourceNotificationService
{
    private readonly ApplicationRunner _runner;
    private readonly IReadOnlyList<IResource> _resources;

    internal ResourceNotificationService(ApplicationRunner runner, IReadOnlyList<IResource> resources)
    {
        _runner = runner;
        _resources = resources;
    }

    /// <summary>Returns when all replicas are healthy; of a connection string, when what it waits for is.</summary>
    /// <exception cref="DistributedApplicationException">It will never be, or there is no such resource.</exception>
    public async Task WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        var resource = _resources.FirstOrDefault(candidate => candidate.Name == resourceName)
            ?? throw new DistributedApplicationException($"There is no resource '{resourceName}'.");
        if (Dependencies.IsProcess(resource))
        {
            await _runner.WaitUntilHealthyAsync(resourceName, cancellationToken);
            return;
        }

        foreach (var dependency in Dependencies.Of(resource))
            await _runner.WaitUntilHealthyAsync(dependency.Name, cancellationToken);
    }
}
