using Chat.Contracts.Errors;
using Chat.Contracts.Hub;

namespace Chat.Client.Connections;

/// <summary>What follows from the way in which a connection ended or failed to begin.</summary>
/// <param name="Stop">Do not reconnect.</param>
/// <param name="RefreshFirst">The access token is no longer good.</param>
/// <param name="NotBefore">Wait at least this long; backoff and jitter come on top.</param>
internal readonly record struct ConnectionEnd(StopReason? Stop = null, bool RefreshFirst = false, TimeSpan NotBefore = default)
{
    /// <summary>A server's word is not taken for more than this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <param name="closing">What the server said before it closed; null if it said nothing.</param>
    public static ConnectionEnd Of(Closing? closing) => closing?.Reason switch
    {
        CloseReasons.Replaced => new(StopReason.Replaced),
        CloseReasons.DeviceRevoked => new(StopReason.DeviceRevoked),
        CloseReasons.UpgradeRequired => new(StopReason.UpgradeRequired),
        CloseReasons.TokenExpired => new(RefreshFirst: true),
        _ => new(NotBefore: Bounded(TimeSpan.FromMilliseconds(closing?.RetryAfterMs ?? 0))),
    };

    public static ConnectionEnd Of(HandshakeRefusedException refusal) => refusal switch
    {
        { Code: CloseReasons.UpgradeRequired } or { Status: 426 } => new(StopReason.UpgradeRequired),
        { Status: 401 } => new(RefreshFirst: true),
        _ => new(NotBefore: Bounded(refusal.RetryAfter ?? TimeSpan.Zero)),
    };

    /// <summary>Getting a token failed.</summary>
    public static ConnectionEnd Of(ChatException refusal) =>
        refusal.Code == ErrorCodes.BadRefreshToken ? new(StopReason.SignedOut) : default;

    private static TimeSpan Bounded(TimeSpan wait) => wait < LongestWait ? wait : LongestWait;
}
