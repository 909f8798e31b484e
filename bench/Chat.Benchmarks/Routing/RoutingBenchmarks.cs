using BenchmarkDotNet.Attributes;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.FanOut;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Benchmarks.Routing;

/// <summary>
/// Delivery's part between Kafka and the gateways: from events to their recipients, the recipients' sessions, one push a
/// gateway, and the gateways' answers. Members are cached; registry and gateways are in memory and answer at once.
/// </summary>
[MemoryDiagnoser]
public class RoutingBenchmarks
{
    private const int Members = 1_000;
    private const int Events = 256;

    private static readonly string[] Gateways = ["gateway-1", "gateway-2"];

    private readonly Dictionary<UserId, Session> _sessions = [];
    private readonly Dictionary<ChatId, ChatMembers> _members = [];
    private readonly Event[] _groupMessage;
    private readonly Member[] _group;
    private readonly Event[] _directMessages;
    private GatewayPumps _pumps = null!;
    private Router _router = null!;
    private PartRouter _partRouter = null!;

    public RoutingBenchmarks()
    {
        _groupMessage = [MessageIn(new ChatId(1), members: Members)];
        _group = [.. _members[new ChatId(1)].Members.Select(Member.Of)];
        _directMessages = [.. Enumerable.Range(2, Events).Select(chat => MessageIn(new ChatId(chat), members: 2))];
    }

    [GlobalSetup]
    public void Start()
    {
        _pumps = new GatewayPumps(PumpTo, _ => Task.CompletedTask);
        _pumps.Update([.. Gateways.Select(id => new Instance(id, new Uri("http://localhost:1"), new Uri("http://localhost:2"), Draining: false))]);
        var outgoing = new Outgoing(
            (users, _) => Task.FromResult<IReadOnlyList<Session>>([.. users.Select(user => _sessions[user])]),
            (_, _) => throw new InvalidOperationException("No channel is here."),
            _pumps,
            TimeProvider.System,
            NullLogger<Outgoing>.Instance);
        _router = new Router(
            new MemberCache(1_000_000),
            (chat, _) => Task.FromResult(_members[chat]),
            outgoing,
            // Every chat here is a direct one.
            parts: null!,
            _pumps,
            TimeProvider.System,
            NullLogger<Router>.Instance);
        _partRouter = new PartRouter(outgoing, NullLogger<PartRouter>.Instance);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _router.DisposeAsync();
        await _pumps.DisposeAsync();
    }

    /// <summary>A part, as it is read from Kafka; per recipient.</summary>
    [Benchmark(OperationsPerInvoke = Members)]
    public Task OneToAThousand() => RouteAsync(_partRouter.RouteAsync, _groupMessage, _group);

    /// <summary>Messages of as many direct chats; per message.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public Task ManyDirect() => RouteAsync(_router.RouteAsync, _directMessages, recipients: null);

    /// <summary>Ends when every gateway has answered for every event.</summary>
    private static async Task RouteAsync(
        Func<IReadOnlyList<RoutedEvent>, CancellationToken, Task> route, Event[] events, Member[]? recipients)
    {
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = events.Length;
        var routed = Array.ConvertAll(events, e => new RoutedEvent(e, new Acknowledgement(Done), default, recipients));
        await route(routed, CancellationToken.None);
        foreach (var one in routed)
            one.Acknowledgement.Release();
        await all.Task;

        void Done()
        {
            if (Interlocked.Decrement(ref left) == 0)
                all.SetResult();
        }
    }

    private Event MessageIn(ChatId chat, int members)
    {
        var users = Enumerable.Range(0, members).Select(_ => Connect()).ToArray();
        _members[chat] = new ChatMembers
        {
            ChatId = chat.Value,
            MembershipVersion = 1,
            Members = { users.Select(user => new MemberSeqs { UserId = user.Value, FromSeq = 1, FirstSeq = 1 }) },
        };
        var message = Sample.Message(seq: 1);
        (message.ChatId, message.SenderId, message.DeviceId) = (chat.Value, users[0].Value, _sessions[users[0]].Device.Value);
        return new Event { ChatId = chat.Value, MembershipVersion = 1, AcceptedAt = Sample.At, Message = message };
    }

    private UserId Connect()
    {
        var user = Sample.NewUser();
        var connection = Sample.At * 1_000 + _sessions.Count;
        _sessions[user] = new Session(user, Sample.NewDevice(), connection, Gateways[_sessions.Count % Gateways.Length], Region: 0);
        return user;
    }

    private static GatewayPump PumpTo(Instance gateway, BatchNumbers numbers) => new(
        gateway,
        "delivery-1",
        numbers,
        (_, _, _, _) => Task.FromResult(new PushResult()),
        new StaleSessions((_, _) => Task.CompletedTask, TimeProvider.System, NullLogger<StaleSessions>.Instance),
        PumpPolicy.Default,
        TimeProvider.System,
        NullLogger<GatewayPump>.Instance);
}
