using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Limiting;

namespace Chat.Gateway.Connections;

/// <summary>Whether a new connection is let in: by its version, the room that is here, and how often its device
/// connects.</summary>
public sealed class ConnectionAdmission(ConnectionTable table, MemoryPressure memory, ChatLimits limits, ClusterLimiter limiter)
{
    private readonly ClusterLimit _connects = ClusterLimit.Connects(limits);

    /// <param name="Reason">One of <see cref="CloseReasons"/>.</param>
    public readonly record struct Refusal(string Reason, TimeSpan? RetryAfter)
    {
        public static Refusal Of(string reason) => new(reason, ClosePolicy.RetryAfter(reason));
    }

    /// <summary>Null: it is in, and stands in the table. A device that connects too often is told
    /// <c>too-many-connections</c> as well, and when to come back: to the client it is the same.</summary>
    /// <param name="connection">Becomes part of the table, until its end, unless that is full.</param>
    /// <param name="version">The client's <c>?v=</c>.</param>
    /// <param name="ended">Cancelled when the connection ends.</param>
    public async Task<Refusal?> AdmitAsync(ClientConnection connection, string? version, CancellationToken ended)
    {
        if (version is not (null or HubRoute.Version))
            return Refusal.Of(CloseReasons.UpgradeRequired);
        if (table.Admit(connection) is { } reason)
            return Refusal.Of(reason);
        if (memory.IsHigh)
            return Refusal.Of(CloseReasons.TooManyConnections);

        var device = connection.Caller.Device.ToString();
        return await limiter.TakeAsync(_connects, device, 1, ended) is { } wait
            ? new Refusal(CloseReasons.TooManyConnections, wait)
            : null;
    }
}
