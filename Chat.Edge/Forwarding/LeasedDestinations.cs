using System.Net;
using Chat.Edge.Affinity;
using Chat.ServiceDefaults.Instances;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Chat.Edge.Forwarding;

/// <summary>
/// YARP's configuration from the instances' leases, made anew when they change. While a service has no lease to show
/// (Redis was not reached yet), the addresses of the composition stand in: <c>services:{name}:http:0</c> and on.
/// </summary>
internal sealed class LeasedDestinations : IDisposable
{
    private static readonly TimeSpan ApiTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Of silence: a long poll is held for 90 s, WebSockets and server-sent events are pinged every 15 s.</summary>
    private static readonly TimeSpan HubTimeout = TimeSpan.FromSeconds(120);

    private readonly Upstreams _upstreams;
    private readonly IConfiguration _configuration;
    private readonly Lock _lock = new();

    public LeasedDestinations(Upstreams upstreams, IConfiguration configuration)
    {
        _upstreams = upstreams;
        _configuration = configuration;
        Provider = new InMemoryConfigProvider(ForwardedRoutes.All, Clusters());
        foreach (var directory in upstreams.All)
            directory.Changed += Renew;
    }

    public InMemoryConfigProvider Provider { get; }

    public void Dispose()
    {
        foreach (var directory in _upstreams.All)
            directory.Changed -= Renew;
    }

    private void Renew()
    {
        lock (_lock)
            Provider.Update(ForwardedRoutes.All, Clusters());
    }

    private ClusterConfig[] Clusters() => [.. _upstreams.All.Select(ClusterOf)];

    private ClusterConfig ClusterOf(InstanceDirectory directory)
    {
        var isHub = directory.Service == ServiceNames.Gateway;
        return new ClusterConfig
        {
            ClusterId = directory.Service,
            LoadBalancingPolicy = UsableTwoChoices.PolicyName,
            SessionAffinity = isHub ? ConnectionTokenAffinity.Config : null,
            HttpRequest = new ForwarderRequestConfig
            {
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                ActivityTimeout = isHub ? HubTimeout : ApiTimeout,
            },
            Destinations = DestinationsOf(directory),
        };
    }

    private Dictionary<string, DestinationConfig> DestinationsOf(InstanceDirectory directory)
    {
        var leased = directory.All.ToDictionary(instance => instance.Id, instance => new DestinationConfig { Address = instance.Public.ToString() });
        return leased.Count > 0
            ? leased
            : _configuration.GetSection($"services:{directory.Service}:http").GetChildren()
                .Where(address => address.Value is { Length: > 0 })
                .ToDictionary(address => $"configured-{address.Key}", address => new DestinationConfig { Address = address.Value! });
    }
}
