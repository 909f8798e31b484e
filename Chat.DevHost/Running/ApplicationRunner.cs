using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Output;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Chat.DevHost.Running;

/// <summary>Runs the whole model: started in the order of its dependencies, stopped in the reverse order.</summary>
internal sealed class ApplicationRunner : IAsyncDisposable
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = ProbeTimeout };
    private readonly string _folder;
    private readonly ConsoleLog _console;
    private readonly TimeProvider _time;
    private readonly ResourcesFile _file;
    private readonly List<ResourceRunner> _runners;
    private IDisposable? _lock;

    public ApplicationRunner(
        IEnumerable<IResource> resources,
        Assembly appHost,
        string environment,
        string folder,
        HealthCheckService checks,
        ConsoleLog console,
        TimeProvider time)
    {
        _folder = folder;
        _console = console;
        _time = time;
        _file = new ResourcesFile(folder);
        Board = new StatusBoard(_file.Write);

        var output = new BuildOutput(appHost);
        _runners =
        [
            .. from resource in resources
               where Dependencies.IsProcess(resource)
               select new ResourceRunner(resource, [.. Enumerable.Range(0, resource.ReplicaCount()).Select(i => ReplicaOf(resource, i))], Board),
        ];

        (ReplicaPlan, ReplicaRunner) ReplicaOf(IResource resource, int replica)
        {
            var plan = new ReplicaPlan(resource, replica, environment, output);
            return (plan, new ReplicaRunner(plan, new HealthProbe(plan, _client, checks), Board, _console, _time));
        }
    }

    public StatusBoard Board { get; }

    /// <exception cref="DistributedApplicationException">The folder is in use, or resources wait for each other.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Dependencies.RefuseCycles(_runners.Select(runner => runner.Resource));
        _lock = FolderLock.Take(_folder);
        await Leftovers.EndAsync(_file, _console.Host, _time, cancellationToken);
        foreach (var runner in _runners)
            runner.AllocateEndpoints();
        foreach (var runner in _runners)
            runner.Start(Dependencies.Of(runner.Resource));
    }

    /// <summary>Returns when everything is healthy at the same time.</summary>
    /// <exception cref="DistributedApplicationException">Something has failed for good.</exception>
    public async Task WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        foreach (var runner in _runners)
            await WaitUntilHealthyAsync(runner.Resource.Name, cancellationToken);
    }

    /// <inheritdoc cref="WaitUntilHealthyAsync(CancellationToken)"/>
    public async Task WaitUntilHealthyAsync(string resource, CancellationToken cancellationToken) =>
        await Board.WaitAsync(
            resource,
            replicas => Health.FailureOf(Board.All) is { } reason
                ? throw new DistributedApplicationException(reason)
                : Health.IsHealthy(replicas),
            cancellationToken);

    /// <summary>Returns when something has failed for good.</summary>
    public async Task<string> WaitUntilFailedAsync(CancellationToken cancellationToken)
    {
        await Board.WaitAsync("", _ => Health.FailureOf(Board.All) is not null, cancellationToken);
        return Health.FailureOf(Board.All)!;
    }

    public async ValueTask DisposeAsync()
    {
        var stopped = new Dictionary<IResource, Task>();
        foreach (var runner in _runners)
            _ = StopAfterDependents(runner, stopped);
        await Task.WhenAll(stopped.Values);
        foreach (var runner in _runners)
            await runner.DisposeAsync();
        if (_lock is not null)
            _file.Remove();
        _lock?.Dispose();
        _client.Dispose();
    }

    private Task StopAfterDependents(ResourceRunner runner, Dictionary<IResource, Task> stopped)
    {
        if (stopped.TryGetValue(runner.Resource, out var already))
            return already;
        var dependents = _runners
            .Where(other => Dependencies.Of(other.Resource).Contains(runner.Resource))
            .Select(other => StopAfterDependents(other, stopped))
            .ToArray();
        return stopped[runner.Resource] = StopAsync();

        async Task StopAsync()
        {
            await Task.WhenAll(dependents);
            await runner.StopAsync();
        }
    }
}
