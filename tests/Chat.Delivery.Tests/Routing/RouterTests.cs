using System.Collections.Concurrent;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.Delivery.Tests.Pushing;
using Chat.ServiceDefaults.Sessions;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Delivery.Tests.Routing;

/// <summary>Who gets what: a router with its pumps, on gateways, sessions and members in memory.</summary>
public sealed class RouterTests : IAsyncLifetime
{
    private const string A = "gateway-a";
    private const string B = "gateway-b";
    private const long Chat = 7;

    private readonly ManualTimeProvider _time = new();
    private readonly FakeGateways _gateways;
    private readonly GatewayPumps _pumps;
    private readonly Router _router;
    private readonly List<Session> _sessions = [];
    private readonly ConcurrentDictionary<long, Func<Task<ChatMembers>>> _members = [];
    private Exception? _redisFails;
    private int _fetches;
    private int _done;

    public RouterTests()
    {
        _gateways = new FakeGateways(_time);
        _pumps = new GatewayPumps(_gateways.Start, _ => Task.CompletedTask);
        _pumps.Update([FakeGateways.Instance(A), FakeGateways.Instance(B)]);
        _router = new Router(new MemberCache(1_000), FetchAsync, ReadAsync, _pumps, _time, NullLogger<Router>.Instance);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _router.DisposeAsync();
        await _pumps.DisposeAsync();
    }

    [Fact]
    public async Task A_message_goes_to_every_device_of_every_member_but_the_one_that_sent_it()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(11, 101, B), Sample.Session(20, 102, A), Sample.Session(21, 103, A), Sample.Session(30, 104, A)]);

        await RouteAndSettleAsync(Sample.Message(Chat, seq: 5, device: 10));

        Assert.Equal([102L, 103L], Assert.Single(_gateways.PushesTo(A)).ConnectionIds);
        Assert.Equal([101L], Assert.Single(_gateways.PushesTo(B)).ConnectionIds);
        Assert.Equal(5, _gateways.PushesTo(B).Single().Message.Seq);
        Assert.Equal(Sample.Accepted, _gateways.PushesTo(B).Single().AcceptedAt);
    }

    [Fact]
    public async Task A_member_gets_nothing_from_before_the_joining()
    {
        Members(Sample.Members(Chat, 2, Sample.Seqs(1), Sample.Seqs(2, from: 6)));
        _sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(20, 102, A)]);

        await RouteAndSettleAsync(Sample.Message(Chat, seq: 5, device: 10), Sample.Message(Chat, seq: 6, device: 10, version: 2));

        Assert.Equal([[101L], [101L, 102L]], _gateways.PushesTo(A).Select(push => push.ConnectionIds));
    }

    [Fact]
    public async Task A_watermark_goes_to_all_devices_of_all_members_when_several_reported_it()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(20, 102, A), Sample.Session(21, 103, A)]);

        await RouteAndSettleAsync(Sample.Watermark(Chat, user: 2, seq: 4));

        var push = Assert.Single(_gateways.PushesTo(A));
        Assert.Equal([100L, 102L, 103L], push.ConnectionIds);
        Assert.Equal(4, push.Watermark.Seq);
    }

    [Fact]
    public async Task A_watermark_does_not_go_back_to_the_device_that_reported_it()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(20, 102, A), Sample.Session(21, 103, A)]);
        var watermark = Sample.Watermark(Chat, user: 2, seq: 4);
        watermark.Watermark.DeviceId = 21;

        await RouteAndSettleAsync(watermark);

        Assert.Equal([100L, 102L], Assert.Single(_gateways.PushesTo(A)).ConnectionIds);
    }

    [Fact]
    public async Task A_change_tells_the_members_and_the_removed_each_with_the_first_seq_of_their_own()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2), Sample.Seqs(4, from: 3)));
        _sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(20, 102, A), Sample.Session(30, 103, A), Sample.Session(40, 104, A)]);

        await RouteAndSettleAsync(
            Sample.Message(Chat, seq: 8, device: 10),
            Sample.Change(Chat, 2, ChatChange.MemberAdded, added: [Sample.Seqs(3, from: 9)], removed: [Sample.Seqs(4, from: 3)], about: 3),
            Sample.Message(Chat, seq: 9, device: 10, version: 2));

        var changes = _gateways.PushesTo(A).Where(push => push.BodyCase == Push.BodyOneofCase.ChatChanged).ToArray();
        Assert.Equal(
            [(1L, "100 102"), (9L, "103"), (3L, "104")],
            changes.Select(push => (push.ChatChanged.FirstSeq, string.Join(' ', push.ConnectionIds))));
        Assert.All(changes, push => Assert.Equal((102L, 3L, "member-added"), (push.ChatChanged.Version, push.ChatChanged.UserId, push.ChatChanged.Change)));
        Assert.Equal([102L, 103L], _gateways.PushesTo(A).Last().ConnectionIds);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_change_that_is_in_the_fetched_members_already_is_not_applied_again()
    {
        Members(Sample.Members(Chat, 2, Sample.Seqs(1), Sample.Seqs(3, from: 9)));
        _sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(30, 103, A)]);

        await RouteAndSettleAsync(
            Sample.Change(Chat, 2, ChatChange.MemberAdded, added: [Sample.Seqs(3, from: 9)]),
            Sample.Message(Chat, seq: 9, device: 10, version: 2));

        Assert.Equal([101L, 103L], _gateways.PushesTo(A).Last().ConnectionIds);
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_version_that_was_missed_is_fetched()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1)));
        _sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(20, 102, A)]);
        await RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));

        Members(Sample.Members(Chat, 3, Sample.Seqs(1), Sample.Seqs(2)));
        await RouteAndSettleAsync(Sample.Message(Chat, seq: 2, device: 10, version: 3));

        Assert.Equal([[101L], [101L, 102L]], _gateways.PushesTo(A).Select(push => push.ConnectionIds));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task A_revoked_device_is_closed_and_neither_another_one_nor_its_later_sign_in()
    {
        var before = (Sample.Accepted - 1_000) * 1000;
        var after = (Sample.Accepted + 120_000) * 1000;
        _sessions.AddRange([Sample.Session(10, before, A), Sample.Session(11, before + 1, A), Sample.Session(20, after, A)]);

        await RouteAndSettleAsync(Sample.Revoked(10), Sample.Revoked(20));

        var push = Assert.Single(_gateways.PushesTo(A));
        Assert.Equal([before], push.ConnectionIds);
        Assert.Equal(CloseReasons.DeviceRevoked, push.Close.Reason);
    }

    [Fact]
    public async Task Sessions_of_a_gateway_without_a_lease_are_passed_over()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _sessions.AddRange([Sample.Session(11, 101, "gateway-dead"), Sample.Session(20, 102, A)]);

        await RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));

        Assert.Equal([102L], Assert.Single(_gateways.PushesTo(A)).ConnectionIds);
    }

    [Fact]
    public async Task Events_wait_for_their_chats_members_in_order_while_other_chats_go_on()
    {
        var held = new TaskCompletionSource<ChatMembers>(TaskCreationOptions.RunContinuationsAsynchronously);
        _members[Chat] = () => held.Task;
        Members(Sample.Members(8, 1, Sample.Seqs(1)));
        _sessions.Add(Sample.Session(11, 101, A));

        await RouteAsync(Sample.Message(Chat, seq: 1, device: 10), Sample.Message(8, seq: 1, device: 10));
        await RouteAsync(Sample.Message(Chat, seq: 2, device: 10), Sample.Message(8, seq: 2, device: 10));
        await Eventually.True(() => _done == 2);
        Assert.All(_gateways.PushesTo(A), push => Assert.Equal(8, push.ChatId));

        held.SetResult(Sample.Members(Chat, 1, Sample.Seqs(1)));
        await Eventually.True(() => _done == 4);
        Assert.Equal([1L, 2L], _gateways.PushesTo(A).Where(push => push.ChatId == Chat).Select(push => push.Message.Seq));
    }

    [Fact]
    public async Task Members_that_are_not_to_be_had_are_asked_for_again()
    {
        var failures = 3;
        _members[Chat] = () => failures-- > 0
            ? throw ChatException.Unavailable("No.")
            : Task.FromResult(Sample.Members(Chat, 1, Sample.Seqs(1)));
        _sessions.Add(Sample.Session(11, 101, A));

        await RouteAsync(Sample.Message(Chat, seq: 1, device: 10));
        await EventuallyInTime(() => _done == 1);

        Assert.Single(_gateways.PushesTo(A));
    }

    [Fact]
    public async Task After_half_a_minute_without_members_a_chats_events_are_skipped_and_its_offsets_go_on()
    {
        _members[Chat] = () => throw ChatException.Unavailable("No.");

        await RouteAsync(Sample.Message(Chat, seq: 1, device: 10), Sample.Message(Chat, seq: 2, device: 10));
        await EventuallyInTime(() => _done == 2);

        Assert.Empty(_gateways.Attempts);
        Assert.True(_time.GetUtcNow() - new ManualTimeProvider().GetUtcNow() >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task While_redis_is_away_nothing_is_routed_and_nothing_lost()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1)));
        _sessions.Add(Sample.Session(11, 101, A));
        await RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));

        _redisFails = new TimeoutException("Away.");
        var routing = RouteAsync(Sample.Message(Chat, seq: 2, device: 10));
        await Eventually.True(() => _time.PendingTimers > 0);
        Assert.False(routing.IsCompleted);
        _redisFails = null;
        await EventuallyInTime(() => routing.IsCompleted);
        await Eventually.True(() => _done == 2);

        Assert.Equal([1L, 2L], _gateways.PushesTo(A).Select(push => push.Message.Seq));
    }

    [Fact]
    public async Task An_event_is_done_when_every_gateway_has_answered()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(20, 102, B)]);
        var answer = _gateways.Hold(B);

        await RouteAsync(Sample.Message(Chat, seq: 1, device: 10));
        await Eventually.True(() => _gateways.Attempts.Count == 2);
        Assert.Equal(0, _done);

        answer.SetResult(new PushResult());
        await Eventually.True(() => _done == 1);
    }

    [Fact]
    public async Task An_event_of_a_kind_from_the_future_is_skipped()
    {
        await RouteAsync(new Event { ChatId = Chat, MembershipVersion = 1 });
        Assert.Equal(1, _done);
    }

    private void Members(ChatMembers members) => _members[members.ChatId] = () => Task.FromResult(members);

    private async Task RouteAndSettleAsync(params Event[] events)
    {
        var before = _done;
        await RouteAsync(events);
        await Eventually.True(() => _done == before + events.Length);
    }

    private async Task RouteAsync(params Event[] events)
    {
        var routed = events
            .Select(e => new RoutedEvent(e, new Acknowledgement(() => Interlocked.Increment(ref _done)), default))
            .ToArray();
        await _router.RouteAsync(routed, CancellationToken.None);
        foreach (var one in routed)
            one.Acknowledgement.Release();
    }

    private Task<ChatMembers> FetchAsync(ChatId chat, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _fetches);
        return _members[chat.Value]().WaitAsync(cancellation);
    }

    private Task<IReadOnlyList<Session>> ReadAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellation) =>
        _redisFails is { } failure
            ? Task.FromException<IReadOnlyList<Session>>(failure)
            : Task.FromResult<IReadOnlyList<Session>>([.. _sessions.Where(session => users.Contains(session.User))]);

    /// <summary>The clock goes on until it holds.</summary>
    private Task EventuallyInTime(Func<bool> condition) => Eventually.True(() =>
    {
        if (condition())
            return true;
        _time.Advance(TimeSpan.FromMilliseconds(500));
        return condition();
    });
}
