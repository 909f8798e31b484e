using System.Globalization;
using Chat.Contracts.Ids;
using Chat.Gateway.Connections;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.Simulation.Network;
using Chat.Simulation.Scheduling;
using Chat.Simulation.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chat.Simulation.Processes;

/// <summary>The stores, the network, and the processes that run now.</summary>
internal sealed class Cluster
{
    private const int Shards = 2;

    private readonly Lifetime _lifetime = new();
    private readonly Node _edge;
    private readonly Dictionary<string, GatewayProcess> _accepting = [];
    private int _nodes;

    public Cluster(World world, ILoggerFactory logging)
    {
        World = world;
        Logging = logging;
        Weather = new Weather(world);
        Internet = new Internet(world, Weather);
        Redis = new SimulatedRedis(world);
        Broker = new SimulatedBroker(world, Weather);
        Databases = new Databases(Shards, NewNode("databases").Clock);
        _edge = NewNode("edge");
        Gateways = NewDirectory(ServiceNames.Gateway, _edge, ConnectRedis(_edge));
    }

    public World World { get; }

    public ILoggerFactory Logging { get; }

    public Weather Weather { get; }

    public Internet Internet { get; }

    public SimulatedRedis Redis { get; }

    public SimulatedBroker Broker { get; }

    public Databases Databases { get; }

    public IConfiguration Configuration { get; } = new ConfigurationBuilder()
        .AddInMemoryCollection([new("Internal:Secret", "a secret of a simulation")]).Build();

    /// <summary>Of every gateway.</summary>
    public GatewayLimits Limits { get; init; } = new();

    public bool HeartbeatsBringHeads { get; init; } = true;

    /// <summary>As the edge knows them.</summary>
    public InstanceDirectory Gateways { get; }

    public void Accepts(GatewayProcess gateway, bool accepts)
    {
        if (accepts)
            _accepting[gateway.Node.Name] = gateway;
        else
            _accepting.Remove(gateway.Node.Name);
    }

    /// <summary>Where the edge sends a connection; null: nowhere, or to one that is no more.</summary>
    public GatewayProcess? RouteConnection() => Gateways.Usable.Count == 0
        ? null
        : _accepting.GetValueOrDefault(World.Pick(Gateways.Usable).Id);

    public Node NewNode(string name)
    {
        var number = ++_nodes;
        return new Node(World, $"{name}-{number.ToString(CultureInfo.InvariantCulture)}", number);
    }

    public IConnectionMultiplexer ConnectRedis(Node node) => RedisConnection.Create(World, node, Weather, Redis);

    public InternalClient NewClient(Node node) => new(new InternalSecret(Configuration), node.Clock, new SimulatedHttp(World, node, Internet));

    /// <summary>The process's lease under its name, and its loop.</summary>
    public InstanceLease NewLease(string service, Node node, IConnectionMultiplexer redis)
    {
        var address = new AdvertisedAddress(Configuration) { Given = Network.Internet.AddressOf(node.Name) };
        var lease = new InstanceLease(service, redis, address, _lifetime, node.Clock, Logging.CreateLogger<InstanceLease>()) { Id = node.Name };
        BackgroundLoop.Start(node, lease);
        return lease;
    }

    public InstanceDirectory NewDirectory(string service, Node node, IConnectionMultiplexer redis)
    {
        var directory = new InstanceDirectory(service, redis, node.Clock, Logging.CreateLogger<InstanceDirectory>());
        BackgroundLoop.Start(node, directory);
        return directory;
    }

    /// <summary>Ids as far apart as real ones, in whatever shard.</summary>
    public T NewId<T>(int number)
        where T : struct, IId<T> =>
        T.From(((long)number << 22) | (uint)World.Random.Next(IdLayout.LogicalShards));

    /// <summary>Everything has started.</summary>
    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted { get; } = new(canceled: true);

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
