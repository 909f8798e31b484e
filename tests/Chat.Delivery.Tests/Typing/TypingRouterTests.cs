using System.Collections.Concurrent;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.Delivery.Tests.Pushing;
using Chat.Delivery.Typing;
using Chat.ServiceDefaults.Sessions;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Delivery.Tests.Typing;

/// <summary>Who is told, and what is dropped: with pumps to gateways, sessions and members in memory. What is to be dropped
/// is followed by something that is not, in a chat of user 8 and user 9.</summary>
public sealed class TypingRouterTests : IAsyncLifetime
{
    private const string A = "gateway-a";
    private const string B = "gateway-b";
    private const long Chat = 7;
    private const long Marker = 8;

    private readonly ManualTimeProvider _time = new();
    private readonly FakeGateways _gateways;
    private readonly GatewayPumps _pumps;
    private readonly ConcurrentBag<Session> _sessions = [];
    private readonly ConcurrentDictionary<long, Func<Task<ChatMembers>>> _members = [];
    private readonly List<TypingRouter> _routers = [];
    private TypingRouter _router;
    private Exception? _redisFails;
    private int _fetches;
    private int _failedReads;

    public TypingRouterTests()
    {
        _gateways = new FakeGateways(_time);
        _pumps = new GatewayPumps(_gateways.Start, _ => Task.CompletedTask);
        _pumps.Update([FakeGateways.Instance(A), FakeGateways.Instance(B)]);
        _router = Router(new TypingLimits());
        Members(Sample.Members(Marker, 1, Sample.Seqs(8), Sample.Seqs(9)));
        Connect(Sample.Session(90, 900, A));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var router in _routers)
            await router.DisposeAsync();
        await _pumps.DisposeAsync();
    }

    [Fact]
    public async Task The_other_members_devices_are_told_in_order_and_not_the_typists()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2), Sample.Seqs(3)));
        Connect(
            Sample.Session(10, 100, A), Sample.Session(11, 101, B), Sample.Session(20, 200, A), Sample.Session(21, 201, B),
            Sample.Session(30, 300, A), Sample.Session(40, 400, A));

        await TypeAsync(Typing(user: 1, true), Typing(user: 2, true), Typing(user: 1, false));

        var toA = ToldTo(A);
        Assert.Equal(
            [(1L, true, "200,300"), (2L, true, "100,300"), (1L, false, "200,300")],
            toA.Select(push => (push.Typing.UserId, push.Typing.Typing, string.Join(',', push.ConnectionIds.Order()))));
        Assert.Equal([201L], ToldTo(B)[0].ConnectionIds);
        Assert.All(toA, push => Assert.Equal(Chat, push.ChatId));
    }

    [Fact]
    public async Task Who_is_no_member_or_is_blocked_or_types_in_a_pulled_channel_reaches_nobody()
    {
        var blocked = Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2));
        blocked.WithheldSenderIds.Add(1);
        var pulled = Sample.Members(Chat + 256, 1);
        pulled.MemberCount = Limits.MaxPushedMembers + 1;
        Members(blocked);
        Members(pulled);
        Connect(Sample.Session(10, 100, A), Sample.Session(20, 200, A), Sample.Session(30, 300, A));

        await TypeAsync(Typing(user: 1, true), Typing(user: 3, true), Typing(user: 2, true), Typing(user: 1, true, Chat + 256));

        Assert.Equal([2L], ToldTo(A).Select(push => push.Typing.UserId));
    }

    [Fact]
    public async Task Members_are_asked_for_once_in_two_seconds()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        Connect(Sample.Session(20, 200, A));
        for (var i = 0; i < 4; i++)
            await TypeAsync(Typing(user: 1, true));
        Assert.Equal(1, _fetches);

        _time.Advance(TimeSpan.FromSeconds(2));
        await TypeAsync(Typing(user: 1, true));
        Assert.Equal(2, _fetches);
        Assert.Equal(5, ToldTo(A).Length);
    }

    [Fact]
    public async Task Members_that_are_not_at_hand_in_time_are_not_waited_for_and_used_when_they_are()
    {
        var members = new TaskCompletionSource<ChatMembers>(TaskCreationOptions.RunContinuationsAsynchronously);
        _members[Chat] = () => members.Task;
        Connect(Sample.Session(20, 200, A));
        Take(Typing(user: 1, true));
        await Eventually.True(() => _fetches == 1 && _time.PendingTimers == 1);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        await TypeAsync();
        Assert.Empty(ToldTo(A));

        members.SetResult(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        await TypeAsync(Typing(user: 1, false));
        Assert.Equal([false], ToldTo(A).Select(push => push.Typing.Typing));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task Only_so_many_chats_are_asked_for_at_once()
    {
        _router = Router(new TypingLimits { Fetches = 2 });
        await TypeAsync();
        var never = new TaskCompletionSource<ChatMembers>();
        for (var chat = 100; chat < 110; chat++)
            _members[chat] = () => never.Task;
        Take([.. Enumerable.Range(100, 10).Select(chat => Typing(user: 1, true, chat))]);
        // One batch or several: each waits for its chats' members, in vain.
        var told = TypeAsync();
        await Eventually.True(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return told.IsCompleted;
        });
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Messaging_being_away_drops_typing_and_nothing_else()
    {
        _members[Chat] = () => Task.FromException<ChatMembers>(ChatException.Unavailable("It is dead."));
        await TypeAsync(Typing(user: 1, true));
        Assert.Empty(ToldTo(A));
    }

    [Fact]
    public async Task What_is_beyond_the_budget_of_recipients_is_dropped_until_there_is_some_again()
    {
        _router = Router(new TypingLimits { RecipientsPerSecond = 20_000 });
        Members(Sample.Members(Chat, 1, [.. Enumerable.Range(1, 9_000).Select(user => Sample.Seqs(user))]));
        Connect(Sample.Session(20, 200, A));

        await TypeAsync([.. Enumerable.Repeat(Typing(user: 1, true), 5)]);
        Assert.Equal(2, ToldTo(A).Length);
        _time.Advance(TimeSpan.FromSeconds(1));
        await TypeAsync(Typing(user: 1, true));
        Assert.Equal(3, ToldTo(A).Length);
    }

    [Fact]
    public async Task Behind_many_waiting_pushes_typing_is_dropped_for_that_gateway_alone()
    {
        _router = Router(new TypingLimits { WaitingPushes = 3 });
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        Connect(Sample.Session(20, 200, B), Sample.Session(21, 201, A));
        var held = _gateways.Hold(B);
        Push();
        await Eventually.True(() => _gateways.BatchesTo(B).Any());
        for (var i = 0; i < 4; i++)
            Push();

        await TypeAsync(Typing(user: 1, true));
        held.SetResult(new PushResult());
        _gateways.Answer(B, new PushResult());

        Assert.Single(ToldTo(A));
        await Eventually.True(() => _gateways.PushesTo(B).Count() == 5);
        Assert.Empty(ToldTo(B));

        void Push() => _pumps.Find(B)!.Add(new PushItem(new Push { ChatId = 1 }, [], new Acknowledgement(() => { }), default));
    }

    [Fact]
    public async Task While_the_registry_is_away_typing_is_dropped()
    {
        Members(Sample.Members(Chat, 1, Sample.Seqs(1), Sample.Seqs(2)));
        Connect(Sample.Session(20, 200, A));
        _redisFails = new TimeoutException("Redis does not answer.");
        Take(Typing(user: 1, true));
        await Eventually.True(() => Volatile.Read(ref _failedReads) == 1);
        _redisFails = null;
        await TypeAsync(Typing(user: 1, false));
        Assert.Equal([false], ToldTo(A).Select(push => push.Typing.Typing));
    }

    private static TypingItem Typing(long user, bool typing, long chat = Chat) =>
        new() { ChatId = chat, UserId = user, DeviceId = user * 10, Typing = typing };

    private TypingRouter Router(TypingLimits limits)
    {
        var members = new TypingMembers(FetchAsync, limits, _time, NullLogger<TypingMembers>.Instance);
        _routers.Add(new TypingRouter(members, ReadAsync, _pumps, limits, _time, NullLogger<TypingRouter>.Instance));
        return _routers[^1];
    }

    private void Members(ChatMembers members) => _members[members.ChatId] = () => Task.FromResult(members);

    private void Connect(params Session[] sessions)
    {
        foreach (var session in sessions)
            _sessions.Add(session);
    }

    private void Take(params TypingItem[] items) => _ = _router.TakeAsync(new TypingBatch { Items = { items } }, CancellationToken.None);

    /// <summary>Ends when all before the marker has been told or dropped.</summary>
    private async Task TypeAsync(params TypingItem[] items)
    {
        var before = Markers();
        Take(items);
        Take(Typing(user: 8, true, Marker));
        await Eventually.True(() => Markers() == before + 1);
    }

    private int Markers() => _gateways.PushesTo(A).Count(push => push.ChatId == Marker);

    private Push[] ToldTo(string gateway) => [.. _gateways.PushesTo(gateway).Where(push => push.Typing is not null && push.ChatId != Marker)];

    private Task<ChatMembers> FetchAsync(ChatId chat, CancellationToken cancellation)
    {
        if (chat.Value != Marker)
            Interlocked.Increment(ref _fetches);
        return _members[chat.Value]().WaitAsync(cancellation);
    }

    private Task<IReadOnlyList<Session>> ReadAsync(IReadOnlyCollection<UserId> users, CancellationToken cancellation)
    {
        if (_redisFails is not { } failure)
            return Task.FromResult<IReadOnlyList<Session>>([.. _sessions.Where(session => users.Contains(session.User)).OrderBy(session => session.ConnectionId)]);

        Interlocked.Increment(ref _failedReads);
        return Task.FromException<IReadOnlyList<Session>>(failure);
    }
}
