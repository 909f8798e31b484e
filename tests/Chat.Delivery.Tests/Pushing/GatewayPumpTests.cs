using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Batching;
using Chat.Testing.Time;

namespace Chat.Delivery.Tests.Pushing;

public sealed class GatewayPumpTests : IAsyncLifetime
{
    private const string Gateway = "gateway-a";

    private static readonly PumpPolicy Policy = PumpPolicy.Default with { Bounds = new BatchBounds(Waiting: 4, Items: 100), Backoff = new Backoff(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)) };

    private readonly ManualTimeProvider _time = new();
    private readonly FakeGateways _gateways;
    private readonly GatewayPump _pump;
    private int _done;

    public GatewayPumpTests()
    {
        _gateways = new FakeGateways(_time);
        _pump = _gateways.Start(FakeGateways.Instance(Gateway), new BatchNumbers(), Policy);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _pump.DisposeAsync();

    [Fact]
    public async Task Batches_are_numbered_and_what_arrives_meanwhile_travels_together()
    {
        var first = _gateways.Hold(Gateway);
        Add(1);
        await Eventually.True(() => _gateways.Attempts.Count == 1);
        Add(2);
        Add(3);
        _gateways.Answer(Gateway, new PushResult());
        first.SetResult(new PushResult());
        await Eventually.True(() => _done == 3);

        Assert.Equal([[1L], [2L, 3L]], Batches().Select(batch => batch.Pushes.Select(push => push.ChatId)));
        Assert.Equal([1L, 2L], Numbers());
    }

    [Fact]
    public async Task A_push_is_settled_when_the_gateway_has_answered_and_not_before()
    {
        var answer = _gateways.Hold(Gateway);
        Add(1);
        await Eventually.True(() => _gateways.Attempts.Count == 1);
        Assert.Equal(0, _done);

        answer.SetResult(new PushResult());
        await Eventually.True(() => _done == 1);
    }

    [Fact]
    public async Task An_unanswered_batch_is_sent_again_under_its_number()
    {
        var failures = 2;
        _gateways.Answer(Gateway, _ => failures-- > 0 ? throw Unavailable() : Task.FromResult(new PushResult()));
        Add(1);
        await EventuallyInTime(() => _done == 1);
        Add(2);
        await Eventually.True(() => _done == 2);

        Assert.Equal([1L, 1L, 1L, 2L], Numbers());
    }

    [Fact]
    public async Task A_dead_gateway_is_given_up_and_the_next_number_jumps()
    {
        _gateways.Fail(Gateway);
        Add(1);
        await EventuallyInTime(() => _done == 1);
        Assert.Equal([1L, 1L, 1L, 1L], Numbers());

        _gateways.Answer(Gateway, new PushResult());
        Add(2);
        await Eventually.True(() => _done == 2);
        Assert.Equal(3, Numbers().Last());
    }

    [Fact]
    public async Task What_waits_behind_a_batch_that_is_given_up_goes_with_it()
    {
        var answer = _gateways.Hold(Gateway);
        Add(1);
        await Eventually.True(() => _gateways.Attempts.Count == 1);
        Add(2);
        _gateways.Fail(Gateway);
        answer.SetException(Unavailable());
        await EventuallyInTime(() => _done == 2);

        Assert.DoesNotContain(Batches(), batch => batch.Pushes.Any(push => push.ChatId == 2));
    }

    [Fact]
    public async Task While_it_fails_each_batch_has_one_short_attempt()
    {
        _gateways.Fail(Gateway);
        Add(1);
        await EventuallyInTime(() => _done == 1);
        var before = _gateways.Attempts.Count;
        Add(2);
        await Eventually.True(() => _done == 2);

        Assert.Equal(before + 1, _gateways.Attempts.Count);
        Assert.Equal(Policy.FailingDeadline, _gateways.Attempts.Last().Deadline);
    }

    [Fact]
    public async Task A_loss_is_announced_by_an_empty_batch_when_nothing_follows()
    {
        _gateways.Fail(Gateway);
        Add(1);
        await EventuallyInTime(() => _done == 1);
        var failed = _gateways.Attempts.Count;

        _time.Advance(Policy.AnnounceAfter);
        await Eventually.True(() => _gateways.Attempts.Count == failed + 1);
        _gateways.Answer(Gateway, new PushResult());
        await EventuallyInTime(() => _gateways.Attempts.Count == failed + 2);

        var announced = Batches().Last();
        Assert.Empty(announced.Pushes);
        Assert.True(announced.Number > Batches().First().Number + 1);
    }

    [Fact]
    public async Task Full_a_push_is_dropped_and_the_next_number_jumps()
    {
        var answer = _gateways.Hold(Gateway);
        Add(1);
        await Eventually.True(() => _gateways.Attempts.Count == 1);
        for (var chat = 2; chat <= 7; chat++)
            Add(chat);
        Assert.Equal(2, _done);

        _gateways.Answer(Gateway, new PushResult());
        answer.SetResult(new PushResult());
        await Eventually.True(() => _done == 7);
        Assert.Equal([2L, 3L, 4L, 5L], Batches().Last().Pushes.Select(push => push.ChatId));
        Assert.Equal([1L, 3L], Numbers());
    }

    [Fact]
    public async Task The_end_of_a_pump_settles_what_it_has()
    {
        _gateways.Hold(Gateway);
        Add(1);
        await Eventually.True(() => _gateways.Attempts.Count == 1);
        Add(2);
        await _pump.DisposeAsync();
        Add(3);

        Assert.Equal(3, _done);
    }

    [Fact]
    public async Task A_connection_that_the_gateway_does_not_know_is_removed_unless_it_is_young()
    {
        var old = (_time.GetUtcNow() - TimeSpan.FromSeconds(61)).ToUnixTimeMilliseconds() * 1000;
        var young = (_time.GetUtcNow() - TimeSpan.FromSeconds(59)).ToUnixTimeMilliseconds() * 1000;
        _gateways.Answer(Gateway, new PushResult { UnknownConnectionIds = { old, young } });
        Add(1, old, young, old + 1);
        await Eventually.True(() => !_gateways.Removed.IsEmpty);
        Add(2);
        await Eventually.True(() => _done == 2);

        Assert.Equal([old], _gateways.Removed.Select(session => session.ConnectionId));
    }

    private static Exception Unavailable() => Contracts.Errors.ChatException.Unavailable("It is dead.");

    private PushBatch[] Batches() => [.. _gateways.BatchesTo(Gateway)];

    private IEnumerable<long> Numbers() => Batches().Select(batch => batch.Number);

    private void Add(long chat, params long[] connections)
    {
        var acknowledgement = new Acknowledgement(() => Interlocked.Increment(ref _done));
        var sessions = connections.Select(connection => Sample.Session(10, connection, Gateway)).ToArray();
        _pump.Add(new PushItem(new Push { ChatId = chat, ConnectionIds = { connections } }, sessions, acknowledgement, default));
        acknowledgement.Release();
    }

    /// <summary>The clock goes on until it holds.</summary>
    private Task EventuallyInTime(Func<bool> condition) => Eventually.True(() =>
    {
        if (condition())
            return true;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return condition();
    });
}
