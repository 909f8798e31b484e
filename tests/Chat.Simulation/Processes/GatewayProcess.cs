using Chat.Contracts.Internal;
using Chat.Gateway;
using Chat.Gateway.Connections;
using Chat.Gateway.Heartbeats;
using Chat.Gateway.Opening;
using Chat.Gateway.Pushing;
using Chat.Gateway.Sending;
using Chat.Gateway.Syncing;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Limiting;
using Chat.ServiceDefaults.Sessions;
using Chat.Simulation.Devices;
using Chat.Simulation.Network;
using Chat.Simulation.Scheduling;
using Microsoft.Extensions.Logging;

namespace Chat.Simulation.Processes;

/// <summary>A node of Chat.Gateway: its own classes from the hub's methods on, on simulated connections.</summary>
internal sealed class GatewayProcess : IProcess
{
    private readonly Cluster _cluster;
    private readonly List<Wire> _wires = [];
    private ConnectionLifecycle? _lifecycle;
    private Func<ChatHub>? _hub;

    public GatewayProcess(Cluster cluster)
    {
        _cluster = cluster;
        Node = cluster.NewNode(ServiceNames.Gateway);
        Node.Run(Start);
    }

    public Node Node { get; }

    public void Kill()
    {
        _cluster.Internet.Kill(Node.Name);
        _cluster.Accepts(this, false);
        foreach (var wire in _wires.ToArray())
            wire.Break();
    }

    /// <summary>A device's connection comes in.</summary>
    public void Accept(Wire wire)
    {
        _wires.Add(wire);
        Node.Start(async () =>
        {
            await new HubConnection(wire, Node, _lifecycle!, _hub!).RunAsync();
            _wires.Remove(wire);
        });
    }

    private void Start()
    {
        var (clock, logging, limits) = (Node.Clock, _cluster.Logging, _cluster.Limits);
        var redis = _cluster.ConnectRedis(Node);
        var client = _cluster.NewClient(Node);
        var lease = _cluster.NewLease(ServiceNames.Gateway, Node, redis);
        var messaging = new MessagingReplicas(client, _cluster.NewDirectory(ServiceNames.Messaging, Node, redis));
        var gateways = _cluster.NewDirectory(ServiceNames.Gateway, Node, redis);
        var replicas = new AnyReplica(messaging, clock);
        var registry = new SessionRegistry(redis);
        var table = new ConnectionTable(limits);
        var reader = new HeadsReader(replicas);
        var heads = new HeadsComparison(table, reader, clock, logging.CreateLogger<HeadsComparison>());
        var replacement = new Replacement(table, lease, gateways, client, clock, logging.CreateLogger<Replacement>());
        var registration = new SessionRegistration(
            registry, lease, table, replacement, heads, _cluster.Configuration, clock, logging.CreateLogger<SessionRegistration>());
        var restoration = new SessionRestoration(registry, lease, table, heads, clock, logging.CreateLogger<SessionRestoration>());
        var lanes = new WriteLanes(messaging, logging.CreateLogger<WriteLanes>());
        var devices = new DeviceCheck(replicas);
        var memory = new MemoryPressure(limits, clock, () => 0);
        var limiter = new ClusterLimiter(redis, clock, logging.CreateLogger<ClusterLimiter>());
        var admission = new ConnectionAdmission(table, memory, ChatLimits.Off, limiter);
        _lifecycle = new ConnectionLifecycle(
            admission, devices, registration, lanes, limits, ChatLimits.Off, clock, logging.CreateLogger<ConnectionLifecycle>());
        var receipts = new ReceiptSender(lanes, clock);
        var replay = new Replay(new ReplaySource(messaging, clock), heads, clock);
        var opened = new OpenedChats();
        var opening = new ChatOpening(opened, new MembershipCheck(replicas), new OpenRegistry(new OpenChats(redis, clock), lease, clock));
        var heartbeat = new Heartbeat(restoration, reader);
        _hub = () => new ChatHub(receipts, replay, null!, heartbeat, opening, null!, null!);

        var pushes = new PushHandler(table, opened, heads, clock);
        var server = new Server(Node);
        server.Map(InternalRoutes.Push, PushBatch.Parser, (batch, _) => Task.FromResult(pushes.Handle(batch)));
        server.Map(InternalRoutes.Close, CloseConnections.Parser, (request, _) =>
        {
            foreach (var id in request.ConnectionIds)
                table.Find(id)?.Close(request.Reason, ClosePolicy.RetryAfter(request.Reason));
            return Task.FromResult(new Done());
        });
        _cluster.Internet.Listen(Node.Name, server);

        BackgroundLoop.Start(Node, heads);
        BackgroundLoop.Start(Node, restoration);
        BackgroundLoop.Start(Node, new ConnectionSweep(table, clock));
        _cluster.Accepts(this, true);
    }
}
