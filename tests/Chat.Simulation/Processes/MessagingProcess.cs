using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Media;
using Chat.Messaging.Publishing;
using Chat.Messaging.Replaying;
using Chat.Messaging.Sending;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Chat.Simulation.Network;
using Chat.Simulation.Scheduling;
using Chat.Simulation.Stores;
using Microsoft.Extensions.Logging;

namespace Chat.Simulation.Processes;

/// <summary>A replica of Chat.Messaging: its own classes, on the model of its databases.</summary>
internal sealed class MessagingProcess : IProcess
{
    private readonly Cluster _cluster;

    public MessagingProcess(Cluster cluster)
    {
        _cluster = cluster;
        Node = cluster.NewNode(ServiceNames.Messaging);
        Node.Run(Start);
    }

    public Node Node { get; }

    public void Kill() => _cluster.Internet.Kill(Node.Name);

    private void Start()
    {
        var (world, clock, logging) = (_cluster.World, Node.Clock, _cluster.Logging);
        var redis = _cluster.ConnectRedis(Node);
        var databases = _cluster.Databases;
        var shards = databases.Shards();
        var store = new ModelStore(databases, shards, new RemoteAccess(world, Node, _cluster.Weather, databases));
        var outboxes = store.Outboxes();
        var kafka = BrokerProducer.Create(world, Node, _cluster.Broker).Client;
        var partitions = new TopicPartitions(EventTopic.Name, kafka, clock, logging.CreateLogger<TopicPartitions>()) { Count = SimulatedBroker.Partitions };
        var producer = new EventProducer(kafka, partitions, logging.CreateLogger<EventProducer>());
        var marks = new OutboxMarks(outboxes, producer, clock, logging.CreateLogger<OutboxMarks>());
        var cache = new HeadCache(redis, clock);
        var headWriter = new HeadWriter(cache, clock, logging.CreateLogger<HeadWriter>());
        var refresh = new HeadRefresh(store, headWriter);
        var directory = new DirectoryFollower(shards);
        var publisher = new OutboxPublisher(outboxes, marks, producer, directory, refresh, logging.CreateLogger<OutboxPublisher>());
        var sweeper = new OutboxSweeper(shards, outboxes, producer, directory, refresh, clock, logging.CreateLogger<OutboxSweeper>());
        var writes = new Writes(
            shards, store, new CommittedWrites(publisher, headWriter, new BusiestChats()),
            new SendClaims(new NoMedia(), new KnownSends(shards, clock), logging.CreateLogger<SendClaims>()), clock, logging.CreateLogger<Writes>());
        var heads = new HeadsCall(new ChatHeads(cache, store, headWriter, logging.CreateLogger<ChatHeads>()), store, clock);
        var replay = new Replay(new ReplayPlan(shards, store, store), new ReplayReader(store));
        var access = new RemoteAccess(world, Node, _cluster.Weather, databases);

        var server = new Server(Node);
        server.Map(InternalRoutes.Write, WriteBatch.Parser, writes.WriteAsync);
        server.MapStream(InternalRoutes.Sync, SyncQuery.Parser, replay.StreamAsync);
        server.Map(InternalRoutes.Heads, HeadsQuery.Parser, heads.AnswerAsync);
        server.Map(InternalRoutes.Members, MembersQuery.Parser, (query, cancellation) => access.CallAsync(() => databases.Members(query), cancellation));
        var republishing = new Republishing(outboxes, logging.CreateLogger<Republishing>());
        server.Map(InternalRoutes.Republish, RepublishQuery.Parser, republishing.AnswerAsync);
        server.Map(InternalRoutes.Devices, DevicesQuery.Parser, (query, _) =>
            Task.FromResult(new DevicesResult { Active = { query.Devices.Select(_ => true) } }));
        _cluster.Internet.Listen(Node.Name, server);

        _cluster.NewLease(ServiceNames.Messaging, Node, redis);
        BackgroundLoop.Start(Node, marks);
        BackgroundLoop.Start(Node, headWriter);
        BackgroundLoop.Start(Node, sweeper);
    }
}
