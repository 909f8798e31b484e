using Chat.Contracts.Internal;
using Chat.Delivery.Consuming;
using Chat.Delivery.FanOut;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;
using Chat.Simulation.Scheduling;
using Chat.Simulation.Stores;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Chat.Simulation.Processes;

/// <summary>A replica of Chat.Delivery. The thread that reads from Kafka is a loop here that does not block; its turns are
/// the production class's.</summary>
internal sealed class DeliveryProcess : IProcess
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster;
    private BrokerConsumer? _kafka;

    public DeliveryProcess(Cluster cluster)
    {
        _cluster = cluster;
        Node = cluster.NewNode(ServiceNames.Delivery);
        Node.Run(Start);
    }

    public Node Node { get; }

    public void Kill()
    {
        Node.Kill();
        if (_kafka is not null)
            _cluster.Broker.Miss(_kafka);
    }

    private void Start()
    {
        var (clock, logging) = (Node.Clock, _cluster.Logging);
        var redis = _cluster.ConnectRedis(Node);
        var client = _cluster.NewClient(Node);
        var lease = _cluster.NewLease(ServiceNames.Delivery, Node, redis);
        var gateways = _cluster.NewDirectory(ServiceNames.Gateway, Node, redis);
        var messaging = _cluster.NewDirectory(ServiceNames.Messaging, Node, redis);
        var registry = new SessionRegistry(redis);
        var stale = new StaleSessions(registry.RemoveAsync, clock, logging.CreateLogger<StaleSessions>());
        PushToGateway push = (gateway, batch, deadline, cancellation) =>
            client.CallAsync(gateway, InternalRoutes.Push, batch, PushResult.Parser, deadline, cancellation);
        var pumps = new GatewayPumps(
            (gateway, numbers) => new GatewayPump(
                gateway, lease.Id, numbers, push, stale, PumpPolicy.Default, clock, logging.CreateLogger<GatewayPump>()),
            gateways.RefreshAsync);
        gateways.Changed += () => pumps.Update(gateways.All);

        var members = new MembersClient(client, messaging, logging.CreateLogger<MembersClient>());
        var opened = new OpenChats(redis, clock);
        var outgoing = new Outgoing(registry.ReadAsync, opened.ReadAsync, pumps, clock, logging.CreateLogger<Outgoing>());
        var producer = BrokerProducer.Create(_cluster.World, Node, _cluster.Broker).Client;
        var fanOut = new TopicPartitions(FanOutTopic.Name, producer, clock, logging.CreateLogger<TopicPartitions>()) { Count = SimulatedBroker.Partitions };
        var parts = new FanOutWriter(producer, fanOut, clock, logging.CreateLogger<FanOutWriter>());
        var router = new Router(new MemberCache(1_000), members.FetchAsync, outgoing, parts, pumps, clock, logging.CreateLogger<Router>());
        var kafka = BrokerConsumer.Create(_cluster.World, Node, _cluster.Broker);
        var forgotten = new ForgottenRecords(
            new RepublishClient(client, messaging).AskAsync, clock, logging.CreateLogger<ForgottenRecords>());
        BackgroundLoop.Start(Node, forgotten);
        var consumer = new EventConsumer(
            new Lazy<IConsumer<byte[], byte[]>>(kafka.Client),
            [new ConsumedTopic(EventTopic.Name, new RecordReader(clock, logging.CreateLogger<RecordReader>()).ReadEvents, router.RouteAsync, forgotten)],
            gateways,
            ConsumingLimits.Default,
            clock,
            logging.CreateLogger<EventConsumer>());
        _kafka = kafka;
        Node.Start(() => ConsumeAsync(gateways, consumer, kafka));
    }

    private static async Task ConsumeAsync(InstanceDirectory gateways, EventConsumer consumer, BrokerConsumer kafka)
    {
        await gateways.ReadOnceAsync(CancellationToken.None);
        await using var batches = consumer.NewBatches();
        kafka.Join(consumer.OnAssigned, consumer.OnLost);
        for (var quiet = 0; ; quiet++)
        {
            while (consumer.TakeTurn(kafka.Client, batches, CancellationToken.None))
                quiet = 0;
            // What is done since is noticed by a turn.
            await kafka.SomethingAsync(quiet < 50 ? Turn : Idle);
        }
    }
}
