using Chat.Contracts.Hub;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Presence;

/// <summary>How a device went.</summary>
/// <param name="IsGoodbye">It will not be back by itself, or is elsewhere already; else it vanished and may come back.</param>
/// <param name="At">Unix milliseconds.</param>
public readonly record struct Departure(bool IsGoodbye, long At)
{
    /// <param name="clientTimeout">After so much silence SignalR gives a connection up: it was gone all that time.</param>
    public static Departure Of(string? closeReason, Farewell farewell, TimeSpan clientTimeout, DateTimeOffset now) => closeReason switch
    {
        null or ClosePolicy.ByClient when farewell.IsSaid => Goodbye(now),
        null or ClosePolicy.ByClient when farewell.FellSilent => Vanished(now - clientTimeout),
        // A revoked device is gone for good; that a replaced one is there, its new gateway says.
        CloseReasons.DeviceRevoked or CloseReasons.Replaced => Goodbye(now),
        // It broke, or was told to come back: draining, slow-consumer, token-expired and so on.
        _ => Vanished(now),
    };

    private static Departure Goodbye(DateTimeOffset at) => new(IsGoodbye: true, at.ToUnixTimeMilliseconds());

    private static Departure Vanished(DateTimeOffset at) => new(IsGoodbye: false, at.ToUnixTimeMilliseconds());
}
