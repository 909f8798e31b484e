using System.Collections.Concurrent;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.FanOut;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.Delivery.Tests.FanOut;
using Chat.Delivery.Tests.Pushing;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Sessions;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Delivery.Tests.Routing;

/// <summary>A router with its pumps and parts, on gateways, sessions, members and a Kafka in memory.</summary>
internal sealed class RoutingStage : IAsyncDisposable
{
    public const string A = "gateway-a";
    public const string B = "gateway-b";

    private readonly GatewayPumps _pumps;
    private readonly FanOutWriter _parts;
    private int _fetches;
    private int _done;

    public RoutingStage()
    {
        Gateways = new FakeGateways(Time);
        _pumps = new GatewayPumps(Gateways.Start, _ => Task.CompletedTask);
        _pumps.Update([FakeGateways.Instance(A), FakeGateways.Instance(B)]);
        Partitions = new TopicPartitions(FanOutTopic.Name, Kafka.Client, Time, NullLogger<TopicPartitions>.Instance) { Count = 16 };
        _parts = new FanOutWriter(Kafka.Client, Partitions, Time, NullLogger<FanOutWriter>.Instance);
        var outgoing = new Outgoing(ReadAsync, ReadOpenedAsync, _pumps, Time, NullLogger<Outgoing>.Instance);
        PartRouter = new PartRouter(outgoing, NullLogger<PartRouter>.Instance);
        Router = new Router(new MemberCache(100_000), FetchAsync, outgoing, _parts, _pumps, Time, NullLogger<Router>.Instance);
    }

    public ManualTimeProvider Time { get; } = new();

    public FakeGateways Gateways { get; }

    public PartsProducer Kafka { get; } = PartsProducer.Create();

    public TopicPartitions Partitions { get; }

    public Router Router { get; }

    public PartRouter PartRouter { get; }

    public List<Session> Sessions { get; } = [];

    /// <summary>Gateways that have a chat open.</summary>
    public List<(ChatId Chat, string Gateway)> Opened { get; } = [];

    public ConcurrentDictionary<long, Func<Task<ChatMembers>>> Members { get; } = [];

    public Exception? RedisFails { get; set; }

    public int Fetches => _fetches;

    public int Done => _done;

    public async ValueTask DisposeAsync()
    {
        await Router.DisposeAsync();
        await _parts.DisposeAsync();
        await _pumps.DisposeAsync();
        Partitions.Dispose();
    }

    public void Know(ChatMembers members) => Members[members.ChatId] = () => Task.FromResult(members);

    public async Task RouteAndSettleAsync(params Event[] events)
    {
        var before = _done;
        await RouteAsync(events);
        await Eventually.True(() => _done == before + events.Length);
    }

    public async Task RouteAsync(params Event[] events)
    {
        var routed = events.Select(e => new RoutedEvent(e, NewAcknowledgement(), default)).ToArray();
        await Router.RouteAsync(routed, CancellationToken.None);
        foreach (var one in routed)
            one.Acknowledgement.Release();
    }

    public Acknowledgement NewAcknowledgement() => new(() => Interlocked.Increment(ref _done));

    /// <summary>The clock goes on until it holds.</summary>
    public Task EventuallyInTime(Func<bool> condition) => Eventually.True(() =>
    {
        if (condition())
            return true;
        Time.Advance(TimeSpan.FromMilliseconds(500));
        return condition();
    });

    private Task<ChatMembers> FetchAsync(ChatId chat, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _fetches);
        return Members[chat.Value]().WaitAsync(cancellation);
    }

    private Task<IReadOnlyList<Session>> ReadAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellation) =>
        RedisFails is { } failure
            ? Task.FromException<IReadOnlyList<Session>>(failure)
            : Task.FromResult<IReadOnlyList<Session>>([.. Sessions.Where(session => users.Contains(session.User))]);

    private Task<ILookup<ChatId, string>> ReadOpenedAsync(IReadOnlyCollection<ChatId> chats, CancellationToken cancellation) =>
        Task.FromResult(Opened.Where(entry => chats.Contains(entry.Chat)).ToLookup(entry => entry.Chat, entry => entry.Gateway));
}
