using System.Net;
using Aspire.Hosting.ApplicationModel;
using Chat.DevHost.Forwarding;

namespace Chat.DevHost.Running;

/// <summary>A resource with its replicas and the one address in front of them.</summary>
internal sealed class ResourceRunner(IResource resource, IReadOnlyList<(ReplicaPlan Plan, ReplicaRunner Runner)> replicas, StatusBoard board)
    : IAsyncDisposable
{
    private readonly List<TcpForwarder> _forwarders = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public IResource Resource { get; } = resource;

    /// <summary>The addresses, before anything runs: they are in other resources' environment.</summary>
    public void AllocateEndpoints()
    {
        foreach (var endpoint in Resource.Annotations.OfType<EndpointAnnotation>())
        {
            // External ones are for people and browsers: "localhost" is the origin that they use.
            var host = endpoint.IsExternal ? "localhost" : "127.0.0.1";
            if (replicas.Count > 1 || endpoint.TargetPort is not null)
            {
                var forwarder = TcpForwarder.Start(new IPEndPoint(IPAddress.Loopback, endpoint.Port ?? 0), () => TargetsOf(endpoint.Name));
                _forwarders.Add(forwarder);
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint.UriScheme, host, forwarder.Address.Port);
            }
            else
            {
                endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint.UriScheme, host, endpoint.Port ?? FreePorts.Take());
            }
        }

        foreach (var (plan, runner) in replicas)
        {
            plan.TakePorts();
            runner.Announce();
        }
    }

    /// <summary>Starts when all of those are healthy.</summary>
    public void Start(IReadOnlyList<IResource> dependencies) => _running = RunAsync(dependencies, _stop.Token);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var forwarder in _forwarders)
            await forwarder.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(IReadOnlyList<IResource> dependencies, CancellationToken stopping)
    {
        try
        {
            foreach (var dependency in dependencies)
                await board.WaitAsync(dependency.Name, Health.IsHealthy, stopping);
            await Task.WhenAll(replicas.Select(replica => replica.Runner.RunAsync(stopping)));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped before its turn came.
        }
    }

    /// <summary>Those that are healthy; if there is none, those that run, which refuse until they listen.</summary>
    private IPEndPoint[] TargetsOf(string endpoint)
    {
        var states = board.Of(Resource.Name);
        var healthy = states.Where(replica => replica.State == ReplicaState.Healthy).ToArray();
        var running = healthy.Length > 0 ? healthy : [.. states.Where(replica => replica.Pid is not null)];
        return [.. running.Select(replica => new IPEndPoint(IPAddress.Loopback, replicas[replica.Replica].Plan.PortOf(endpoint)))];
    }
}
