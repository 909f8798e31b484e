namespace Chat.Contracts.Hub;

/// <summary>The event <c>Closing</c>, sent before the server ends a connection.</summary>
public sealed record Closing(string Reason, int? RetryAfterMs);

/// <summary>Why the server ends a connection, and what a client does then.</summary>
public static class CloseReasons
{
    /// <summary>Another connection of the same device took over: do not reconnect by yourself.</summary>
    public const string Replaced = "replaced";

    /// <summary>The device was signed out: do not reconnect.</summary>
    public const string DeviceRevoked = "device-revoked";

    /// <summary>The client's version is no longer spoken: do not reconnect.</summary>
    public const string UpgradeRequired = "upgrade-required";

    /// <summary>Refresh the token, then reconnect.</summary>
    public const string TokenExpired = "token-expired";

    /// <summary>Reads too slowly: reconnect, not before <c>retryAfterMs</c>, and sync.</summary>
    public const string SlowConsumer = "slow-consumer";

    /// <summary>The gateway is going away: reconnect, not before <c>retryAfterMs</c>.</summary>
    public const string Draining = "draining";

    /// <summary>The gateway is full: reconnect, not before <c>retryAfterMs</c>.</summary>
    public const string TooManyConnections = "too-many-connections";
}
