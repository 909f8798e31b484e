using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Limiting;
using Chat.Testing.Time;

namespace Chat.ServiceDefaults.Tests.Limiting;

public sealed class ConnectionLimitsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly ConnectionLimits _limits;

    public ConnectionLimitsTests() => _limits = new ConnectionLimits(
        new ChatLimits { SendsPerSecond = 10, SendBurst = 5, InvocationsPerSecond = 2, InvocationBurst = 3 }, _time);

    [Fact]
    public void A_send_beyond_the_burst_is_rate_limited()
    {
        Send(5);
        Assert.Equal(ErrorCodes.RateLimited, Assert.Throws<ChatException>(_limits.TakeSend).Code);
    }

    [Fact]
    public void No_send_overtakes_a_refused_one_that_the_client_has_not_read_yet()
    {
        Send(5);
        Assert.Throws<ChatException>(_limits.TakeSend);

        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.Throws<ChatException>(_limits.TakeSend);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Send(5);
    }

    [Fact]
    public void The_other_methods_are_counted_by_themselves()
    {
        for (var i = 0; i < 3; i++)
            _limits.Take();
        Assert.Equal(ErrorCodes.RateLimited, Assert.Throws<ChatException>(_limits.Take).Code);
        Send(5);

        _time.Advance(TimeSpan.FromMilliseconds(500));
        _limits.Take();
    }

    [Fact]
    public void A_check_allocates_nothing()
    {
        Send(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Send(4);
        ConnectionLimits.None.TakeSend();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private void Send(int times)
    {
        for (var i = 0; i < times; i++)
            _limits.TakeSend();
    }
}
