using Chat.Client.Connections;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;

namespace Chat.Client.Tests.Connections;

public sealed class ConnectionEndTests
{
    [Theory]
    [InlineData(CloseReasons.Replaced, StopReason.Replaced, false, 0)]
    [InlineData(CloseReasons.DeviceRevoked, StopReason.DeviceRevoked, false, 0)]
    [InlineData(CloseReasons.UpgradeRequired, StopReason.UpgradeRequired, false, 0)]
    [InlineData(CloseReasons.TokenExpired, null, true, 0)]
    [InlineData(CloseReasons.SlowConsumer, null, false, 1_500)]
    [InlineData(CloseReasons.Draining, null, false, 1_500)]
    [InlineData(CloseReasons.TooManyConnections, null, false, 1_500)]
    [InlineData("a-reason-of-a-later-version", null, false, 1_500)]
    public void What_the_server_says_before_it_closes_decides(string reason, StopReason? stop, bool refresh, int milliseconds)
    {
        var end = ConnectionEnd.Of(new Closing(reason, 1_500));

        Assert.Equal(new ConnectionEnd(stop, refresh, TimeSpan.FromMilliseconds(milliseconds)), end);
    }

    [Fact]
    public void A_connection_that_ends_without_a_word_is_opened_again() => Assert.Equal(default, ConnectionEnd.Of((Closing?)null));

    [Theory]
    [InlineData(401, null, null, null, true, 0)]
    [InlineData(503, "unavailable", 7, null, false, 7)]
    [InlineData(429, "rate-limited", 2, null, false, 2)]
    [InlineData(503, null, null, null, false, 0)]
    [InlineData(503, null, 86_400, null, false, 300)]
    [InlineData(400, "upgrade-required", null, StopReason.UpgradeRequired, false, 0)]
    [InlineData(426, null, null, StopReason.UpgradeRequired, false, 0)]
    public void A_refused_handshake_decides(int status, string? code, int? retryAfter, StopReason? stop, bool refresh, int seconds)
    {
        TimeSpan? wait = retryAfter is { } value ? TimeSpan.FromSeconds(value) : null;

        var end = ConnectionEnd.Of(new HandshakeRefusedException(status, code, wait));

        Assert.Equal(new ConnectionEnd(stop, refresh, TimeSpan.FromSeconds(seconds)), end);
    }

    [Theory]
    [InlineData(ErrorCodes.BadRefreshToken, StopReason.SignedOut)]
    [InlineData(ErrorCodes.Unavailable, null)]
    public void A_refresh_that_is_refused_for_good_stops(string code, StopReason? stop) =>
        Assert.Equal(stop, ConnectionEnd.Of(new ChatException(code, "No.")).Stop);
}
