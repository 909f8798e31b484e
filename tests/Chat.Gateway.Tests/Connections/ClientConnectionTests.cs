using Chat.Contracts.Hub;
using Chat.Gateway.Connections;
using Chat.Testing;
using Chat.Testing.Time;
using Xunit;

namespace Chat.Gateway.Tests.Connections;

public sealed class ClientConnectionTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeLink _link = new();

    [Fact]
    public async Task While_a_write_is_under_way_the_others_wait_in_order()
    {
        var connection = Connection();
        _link.Blocked = true;
        for (var seq = 1; seq <= 5; seq++)
            connection.PushMessage(Given.Chat, seq, Given.Frame(Given.Chat, seq));
        Assert.Equal([1], _link.Seqs);
        _link.Blocked = false;
        _link.Release();
        await Eventually.True(() => _link.Written.Count == 5);
        Assert.Equal([1, 2, 3, 4, 5], _link.Seqs);
    }

    [Fact]
    public async Task One_that_does_not_read_is_told_as_the_next_thing_and_then_killed()
    {
        var connection = Connection(new GatewayLimits { OutboundFrames = 3 });
        _link.Blocked = true;
        for (var seq = 1; seq <= 5; seq++)
            connection.PushMessage(Given.Chat, seq, Given.Frame(Given.Chat, seq));
        Assert.Equal(CloseReasons.SlowConsumer, connection.CloseReason);
        Assert.False(_link.Killed);

        _time.Advance(new GatewayLimits().CloseWithin);
        await Eventually.True(() => _link.Killed);

        _link.Blocked = false;
        _link.Release();
        await Eventually.True(() => _link.Written.Count == 2);
        var (target, closing) = _link.Events.Last();
        Assert.Equal(HubEvents.Closing, target);
        Assert.Equal(CloseReasons.SlowConsumer, closing.GetProperty("reason").GetString());
        Assert.InRange(closing.GetProperty("retryAfterMs").GetInt32(), 1_000, 5_000);
    }

    [Fact]
    public void The_bytes_of_waiting_frames_are_bounded_too()
    {
        var connection = Connection(new GatewayLimits { OutboundBytes = 700 });
        _link.Blocked = true;
        for (var seq = 1; seq <= 5; seq++)
            connection.PushMessage(Given.Chat, seq, Given.Frame(Given.Chat, seq));
        Assert.Equal(CloseReasons.SlowConsumer, connection.CloseReason);
    }

    [Theory]
    [InlineData(CloseReasons.Replaced, false)]
    [InlineData(CloseReasons.DeviceRevoked, false)]
    [InlineData(CloseReasons.UpgradeRequired, false)]
    [InlineData(CloseReasons.TokenExpired, true)]
    [InlineData(CloseReasons.Draining, true)]
    public void It_is_closed_once_for_the_first_reason(string reason, bool reconnect)
    {
        var connection = Connection();
        connection.Close(reason);
        connection.Close(CloseReasons.SlowConsumer);
        connection.PushMessage(Given.Chat, 1, Given.Frame(Given.Chat, 1));
        Assert.Equal([reason], _link.Events.Select(e => e.Argument.GetProperty("reason").GetString()));
        Assert.Equal(reconnect, _link.EndedWithReconnect);
    }

    [Fact]
    public void A_token_that_expires_closes_the_connection_unless_it_was_renewed()
    {
        var table = new ConnectionTable(new GatewayLimits());
        var (expiring, renewed) = (new FakeLink(), new FakeLink());
        var first = Given.Connection(expiring, _time, expires: _time.GetUtcNow().AddMinutes(1));
        var second = Given.Connection(renewed, _time, expires: _time.GetUtcNow().AddMinutes(1), device: new(9));
        Assert.Null(table.Admit(first));
        Assert.Null(table.Admit(second));
        second.Renew(second.Caller with { ExpiresAt = _time.GetUtcNow().AddMinutes(10) });
        second.Renew(second.Caller with { ExpiresAt = _time.GetUtcNow().AddMinutes(2) });

        using var sweep = new ConnectionSweep(table, _time);
        _time.Advance(TimeSpan.FromMinutes(1));
        sweep.CloseExpired();
        Assert.Null(first.CloseReason);
        _time.Advance(TimeSpan.FromSeconds(5));
        sweep.CloseExpired();
        Assert.Equal(CloseReasons.TokenExpired, first.CloseReason);
        _time.Advance(TimeSpan.FromMinutes(5));
        sweep.CloseExpired();
        Assert.Null(second.CloseReason);
    }

    private ClientConnection Connection(GatewayLimits? limits = null) => Given.Connection(_link, _time, limits);
}
