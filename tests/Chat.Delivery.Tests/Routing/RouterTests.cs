using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Internal;
using Chat.Testing.Time;

namespace Chat.Delivery.Tests.Routing;

/// <summary>Who gets what: a router with its pumps, on gateways, sessions and members in memory.</summary>
public sealed class RouterTests : IAsyncLifetime
{
    private const string A = RoutingStage.A;
    private const string B = RoutingStage.B;
    private const long Chat = 7;

    private readonly RoutingStage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_message_goes_to_every_device_of_every_member_but_the_one_that_sent_it()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _stage.Sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(11, 101, B), Sample.Session(20, 102, A), Sample.Session(21, 103, A), Sample.Session(30, 104, A)]);

        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 5, device: 10));

        Assert.Equal([102L, 103L], Assert.Single(_stage.Gateways.PushesTo(A)).ConnectionIds);
        Assert.Equal([101L], Assert.Single(_stage.Gateways.PushesTo(B)).ConnectionIds);
        Assert.Equal(5, _stage.Gateways.PushesTo(B).Single().Message.Seq);
        Assert.Equal(Sample.Accepted, _stage.Gateways.PushesTo(B).Single().AcceptedAt);
    }

    [Fact]
    public async Task An_event_that_is_withheld_from_a_user_reaches_the_others()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _stage.Sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(20, 102, A)]);
        var message = Sample.Message(Chat, seq: 5, device: 10);
        message.WithheldFrom = 2;

        await _stage.RouteAndSettleAsync(message);

        Assert.Equal([101L], Assert.Single(_stage.Gateways.PushesTo(A)).ConnectionIds);
    }

    [Fact]
    public async Task A_member_gets_nothing_from_before_the_joining()
    {
        _stage.Know(Sample.Members(Chat, 2, Sample.Seqs(1), Sample.Seqs(2, from: 6)));
        _stage.Sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(20, 102, A)]);

        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 5, device: 10), Sample.Message(Chat, seq: 6, device: 10, version: 2));

        Assert.Equal([[101L], [101L, 102L]], _stage.Gateways.PushesTo(A).Select(push => push.ConnectionIds));
    }

    [Fact]
    public async Task A_watermark_goes_to_all_devices_of_all_members_when_several_reported_it()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _stage.Sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(20, 102, A), Sample.Session(21, 103, A)]);

        await _stage.RouteAndSettleAsync(Sample.Watermark(Chat, user: 2, seq: 4));

        var push = Assert.Single(_stage.Gateways.PushesTo(A));
        Assert.Equal([100L, 102L, 103L], push.ConnectionIds);
        Assert.Equal(4, push.Watermark.Seq);
    }

    [Fact]
    public async Task A_watermark_does_not_go_back_to_the_device_that_reported_it()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _stage.Sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(20, 102, A), Sample.Session(21, 103, A)]);
        var watermark = Sample.Watermark(Chat, user: 2, seq: 4);
        watermark.Watermark.DeviceId = 21;

        await _stage.RouteAndSettleAsync(watermark);

        Assert.Equal([100L, 102L], Assert.Single(_stage.Gateways.PushesTo(A)).ConnectionIds);
    }

    [Fact]
    public async Task A_change_tells_the_members_and_the_removed_each_with_the_first_seq_of_their_own()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2), Sample.Seqs(4, from: 3)));
        _stage.Sessions.AddRange([Sample.Session(10, 100, A), Sample.Session(20, 102, A), Sample.Session(30, 103, A), Sample.Session(40, 104, A)]);

        await _stage.RouteAndSettleAsync(
            Sample.Message(Chat, seq: 8, device: 10),
            Sample.Change(Chat, 2, ChatChange.MemberAdded, added: [Sample.Seqs(3, from: 9)], removed: [Sample.Seqs(4, from: 3)], about: 3),
            Sample.Message(Chat, seq: 9, device: 10, version: 2));

        var changes = _stage.Gateways.PushesTo(A).Where(push => push.BodyCase == Push.BodyOneofCase.ChatChanged).ToArray();
        Assert.Equal(
            [(1L, "100 102"), (9L, "103"), (3L, "104")],
            changes.Select(push => (push.ChatChanged.FirstSeq, string.Join(' ', push.ConnectionIds))));
        Assert.All(changes, push => Assert.Equal((102L, 3L, "member-added"), (push.ChatChanged.Version, push.ChatChanged.UserId, push.ChatChanged.Change)));
        Assert.Equal([102L, 103L], _stage.Gateways.PushesTo(A).Last().ConnectionIds);
        Assert.Equal(1, _stage.Fetches);
    }

    [Fact]
    public async Task A_change_that_is_in_the_fetched_members_already_is_not_applied_again()
    {
        _stage.Know(Sample.Members(Chat, 2, Sample.Seqs(1), Sample.Seqs(3, from: 9)));
        _stage.Sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(30, 103, A)]);

        await _stage.RouteAndSettleAsync(
            Sample.Change(Chat, 2, ChatChange.MemberAdded, added: [Sample.Seqs(3, from: 9)]),
            Sample.Message(Chat, seq: 9, device: 10, version: 2));

        Assert.Equal([101L, 103L], _stage.Gateways.PushesTo(A).Last().ConnectionIds);
        Assert.Equal(1, _stage.Fetches);
    }

    [Fact]
    public async Task A_version_that_was_missed_is_fetched()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1)));
        _stage.Sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(20, 102, A)]);
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));

        _stage.Know(Sample.Members(Chat, 3, Sample.Seqs(1), Sample.Seqs(2)));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 2, device: 10, version: 3));

        Assert.Equal([[101L], [101L, 102L]], _stage.Gateways.PushesTo(A).Select(push => push.ConnectionIds));
        Assert.Equal(2, _stage.Fetches);
    }

    [Fact]
    public async Task A_revoked_device_is_closed_and_neither_another_one_nor_its_later_sign_in()
    {
        var before = (Sample.Accepted - 1_000) * 1000;
        var after = (Sample.Accepted + 120_000) * 1000;
        _stage.Sessions.AddRange([Sample.Session(10, before, A), Sample.Session(11, before + 1, A), Sample.Session(20, after, A)]);

        await _stage.RouteAndSettleAsync(Sample.Revoked(10), Sample.Revoked(20));

        var push = Assert.Single(_stage.Gateways.PushesTo(A));
        Assert.Equal([before], push.ConnectionIds);
        Assert.Equal(CloseReasons.DeviceRevoked, push.Close.Reason);
    }

    [Fact]
    public async Task Sessions_of_a_gateway_without_a_lease_are_passed_over()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _stage.Sessions.AddRange([Sample.Session(11, 101, "gateway-dead"), Sample.Session(20, 102, A)]);

        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));

        Assert.Equal([102L], Assert.Single(_stage.Gateways.PushesTo(A)).ConnectionIds);
    }

    [Fact]
    public async Task Events_wait_for_their_chats_members_in_order_while_other_chats_go_on()
    {
        var held = new TaskCompletionSource<ChatMembers>(TaskCreationOptions.RunContinuationsAsynchronously);
        _stage.Members[Chat] = () => held.Task;
        _stage.Know(Sample.Members(8, 1, Sample.Seqs(1)));
        _stage.Sessions.Add(Sample.Session(11, 101, A));

        await _stage.RouteAsync(Sample.Message(Chat, seq: 1, device: 10), Sample.Message(8, seq: 1, device: 10));
        await _stage.RouteAsync(Sample.Message(Chat, seq: 2, device: 10), Sample.Message(8, seq: 2, device: 10));
        await Eventually.True(() => _stage.Done == 2);
        Assert.All(_stage.Gateways.PushesTo(A), push => Assert.Equal(8, push.ChatId));

        held.SetResult(Sample.Members(Chat, 1, Sample.Seqs(1)));
        await Eventually.True(() => _stage.Done == 4);
        Assert.Equal([1L, 2L], _stage.Gateways.PushesTo(A).Where(push => push.ChatId == Chat).Select(push => push.Message.Seq));
    }

    [Fact]
    public async Task Members_that_are_not_to_be_had_are_asked_for_again()
    {
        var failures = 3;
        _stage.Members[Chat] = () => failures-- > 0
            ? throw ChatException.Unavailable("No.")
            : Task.FromResult(Sample.Members(Chat, 1, Sample.Seqs(1)));
        _stage.Sessions.Add(Sample.Session(11, 101, A));

        await _stage.RouteAsync(Sample.Message(Chat, seq: 1, device: 10));
        await _stage.EventuallyInTime(() => _stage.Done == 1);

        Assert.Single(_stage.Gateways.PushesTo(A));
    }

    [Fact]
    public async Task After_half_a_minute_without_members_a_chats_events_are_skipped_and_its_offsets_go_on()
    {
        _stage.Members[Chat] = () => throw ChatException.Unavailable("No.");

        await _stage.RouteAsync(Sample.Message(Chat, seq: 1, device: 10), Sample.Message(Chat, seq: 2, device: 10));
        await _stage.EventuallyInTime(() => _stage.Done == 2);

        Assert.Empty(_stage.Gateways.Attempts);
        Assert.True(_stage.Time.GetUtcNow() - new ManualTimeProvider().GetUtcNow() >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task While_redis_is_away_nothing_is_routed_and_nothing_lost()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1)));
        _stage.Sessions.Add(Sample.Session(11, 101, A));
        await _stage.RouteAndSettleAsync(Sample.Message(Chat, seq: 1, device: 10));

        _stage.RedisFails = new TimeoutException("Away.");
        var routing = _stage.RouteAsync(Sample.Message(Chat, seq: 2, device: 10));
        await Eventually.True(() => _stage.Time.PendingTimers > 0);
        Assert.False(routing.IsCompleted);
        _stage.RedisFails = null;
        await _stage.EventuallyInTime(() => routing.IsCompleted);
        await Eventually.True(() => _stage.Done == 2);

        Assert.Equal([1L, 2L], _stage.Gateways.PushesTo(A).Select(push => push.Message.Seq));
    }

    [Fact]
    public async Task An_event_is_done_when_every_gateway_has_answered()
    {
        _stage.Know(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        _stage.Sessions.AddRange([Sample.Session(11, 101, A), Sample.Session(20, 102, B)]);
        var answer = _stage.Gateways.Hold(B);

        await _stage.RouteAsync(Sample.Message(Chat, seq: 1, device: 10));
        await Eventually.True(() => _stage.Gateways.Attempts.Count == 2);
        Assert.Equal(0, _stage.Done);

        answer.SetResult(new PushResult());
        await Eventually.True(() => _stage.Done == 1);
    }

    [Fact]
    public async Task An_event_of_a_kind_from_the_future_is_skipped()
    {
        await _stage.RouteAsync(new Event { ChatId = Chat, MembershipVersion = 1 });
        Assert.Equal(1, _stage.Done);
    }
}
