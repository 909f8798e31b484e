using Chat.Contracts.Hub;
using Chat.Gateway.Connections;
using Chat.Gateway.Presence;
using Xunit;

namespace Chat.Gateway.Tests.Presence;

public sealed class DepartureTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(55);
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000);

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData(ClosePolicy.ByClient, true, true)]
    [InlineData(CloseReasons.DeviceRevoked, false, true)]
    [InlineData(CloseReasons.Replaced, false, true)]
    [InlineData(CloseReasons.Draining, true, false)]
    [InlineData(CloseReasons.SlowConsumer, true, false)]
    [InlineData(CloseReasons.TokenExpired, true, false)]
    [InlineData(ClosePolicy.Dropped, true, false)]
    public void What_the_other_side_answers_to_a_close_of_ours_is_no_goodbye(string? reason, bool said, bool goodbye)
    {
        var farewell = new Farewell();
        if (said)
            farewell.Say();
        Assert.Equal(new Departure(goodbye, 1_000_000), Departure.Of(reason, farewell, Timeout, Now));
    }

    [Fact]
    public void Who_fell_silent_went_when_it_was_last_heard()
    {
        var farewell = new Farewell();
        farewell.Note(new OperationCanceledException());
        Assert.Equal(new Departure(IsGoodbye: false, 945_000), Departure.Of(null, farewell, Timeout, Now));
    }
}
