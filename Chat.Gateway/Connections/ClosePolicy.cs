using Chat.Contracts.Hub;
using Chat.Contracts.Retrying;

namespace Chat.Gateway.Connections;

/// <summary>How connections are closed, by reason; beside the protocol's reasons the two that clients are not told.</summary>
public static class ClosePolicy
{
    /// <summary>The other side went away.</summary>
    public const string ByClient = "client";

    /// <summary>Could not be served; the client reconnects as after any lost connection.</summary>
    public const string Dropped = "dropped";

    /// <summary>Clients come back spread over this time after the earliest moment.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(4);

    /// <summary>The edge has read by then that a draining gateway takes nobody.</summary>
    private static readonly TimeSpan Earliest = TimeSpan.FromSeconds(1);

    /// <summary>What SignalR's own reconnecting clients are told.</summary>
    public static bool MayReconnect(string reason) =>
        reason is not (CloseReasons.Replaced or CloseReasons.DeviceRevoked or CloseReasons.UpgradeRequired);

    /// <summary>Null where the client is not to come back, or may at once.</summary>
    public static TimeSpan? RetryAfter(string reason) =>
        reason is CloseReasons.SlowConsumer or CloseReasons.Draining or CloseReasons.TooManyConnections
            ? Earliest + (Spread * Jitter.Next())
            : null;
}
