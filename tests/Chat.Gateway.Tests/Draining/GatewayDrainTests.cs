using Chat.Contracts.Hub;
using Chat.Gateway.Connections;
using Chat.Gateway.Draining;
using Chat.Gateway.Tests.Connections;
using Chat.ServiceDefaults.Instances;
using Chat.Testing;
using Chat.Testing.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Chat.Gateway.Tests.Draining;

/// <summary>Ten connections; the clock is moved by hand. The lease cannot be renewed, which holds up nothing.</summary>
public sealed class GatewayDrainTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _time = new();
    private readonly ConnectionTable _table = new(new GatewayLimits());
    private readonly List<(ClientConnection Connection, FakeLink Link)> _connected = [];
    private readonly CancellationTokenSource _breakOff = new();
    private readonly InstanceLease _lease;

    public GatewayDrainTests()
    {
        _lease = new InstanceLease(
            ServiceNames.Gateway,
            NoRedis.Client,
            new AdvertisedAddress(new ConfigurationBuilder().Build()),
            new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            _time,
            NullLogger<InstanceLease>.Instance);
        for (var i = 0; i < 10; i++)
        {
            var link = new FakeLink();
            var connection = Given.Connection(link, _time);
            Assert.Null(_table.Admit(connection));
            _connected.Add((connection, link));
        }
    }

    private int Told => _connected.Count(one => one.Connection.CloseReason == CloseReasons.Draining);

    public void Dispose()
    {
        _breakOff.Dispose();
        _lease.Dispose();
    }

    [Fact]
    public async Task Goodbyes_are_spread_evenly_and_who_has_not_been_told_is_served_on()
    {
        var drain = await DrainAsync(over: 10 * Second);
        Assert.Equal(0, Told);

        for (var second = 1; second <= 4; second++)
        {
            _time.Advance(Second);
            await Eventually.True(() => Told == second);
        }

        var (served, link) = _connected.First(one => one.Connection.CloseReason is null);
        served.PushMessage(Given.Chat, 1, Given.Frame(Given.Chat, 1));
        Assert.Equal([1], link.Seqs);
        Assert.Equal(CloseReasons.Draining, _table.Admit(Given.Connection(new FakeLink(), _time)));

        _time.Advance(6 * Second);
        Assert.Equal(10, Told);
        Assert.False(drain.IsCompleted);
        AllLeave();
        await EndsAsync(drain);
        Assert.All(_connected, one => Assert.True(one.Link.EndedWithReconnect));
    }

    [Fact]
    public async Task Without_a_time_all_are_told_at_once()
    {
        var drain = await DrainAsync(over: TimeSpan.Zero);

        Assert.Equal(10, Told);
        Assert.All(_connected, one => Assert.InRange(one.Link.Events.Single().Argument.GetProperty("retryAfterMs").GetInt32(), 1_000, 5_000));
        AllLeave();
        await EndsAsync(drain);
    }

    [Fact]
    public async Task It_ends_with_the_last_connection_however_much_time_is_left()
    {
        var drain = await DrainAsync(over: TimeSpan.FromHours(1));

        AllLeave();

        await EndsAsync(drain);
    }

    [Fact]
    public async Task Who_does_not_go_is_waited_for_as_long_as_answers_may_take()
    {
        var limits = new GatewayLimits();
        var drain = await DrainAsync(over: 10 * Second);

        _time.Advance((10 * Second) + limits.DrainWithin + limits.CloseWithin - Second);
        Assert.False(drain.IsCompleted);
        _time.Advance(2 * Second);

        await EndsAsync(drain);
    }

    [Fact]
    public async Task Broken_off_it_ends_at_once()
    {
        var drain = await DrainAsync(over: 10 * Second);
        _time.Advance(3 * Second);

        await _breakOff.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => drain);
        Assert.Equal(3, Told);
    }

    /// <summary>It has begun, and goes on on the thread that moves the clock.</summary>
    private async Task<Task> DrainAsync(TimeSpan over)
    {
        var drain = new GatewayDrain(_table, _lease, new GatewayLimits { DrainOver = over }, _time, NullLogger<GatewayDrain>.Instance);
        var drained = Task.Run(() => drain.DrainAsync(_breakOff.Token));
        await Eventually.True(() => _time.PendingTimers > 0 && (over > TimeSpan.Zero || Told == 10));
        return drained;
    }

    /// <summary>It may have looked just before, and wait for the clock once more.</summary>
    private async Task EndsAsync(Task drain)
    {
        await Eventually.True(() =>
        {
            _time.Advance(Second);
            return drain.IsCompleted;
        });
        await drain;
    }

    private void AllLeave() => _connected.ForEach(one => _table.Remove(one.Connection));
}
