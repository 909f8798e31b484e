using Chat.Gateway.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway.Presence;

/// <summary>Connections as Presence counts them: from their admission until they end, whatever is still to be done for them
/// then.</summary>
public sealed class PresenceLifetime
{
    private readonly LocalPresence _local;
    private readonly PollingFarewells _polling;
    private readonly GatewayLimits _limits;
    private readonly TimeProvider _time;

    internal PresenceLifetime(LocalPresence local, PollingFarewells polling, GatewayLimits limits, TimeProvider time) =>
        (_local, _polling, _limits, _time) = (local, polling, limits, time);

    /// <summary>Before it is admitted.</summary>
    public void Begin(HubConnectionContext hub) => Farewell.Begin(hub, _polling);

    public void Arrive(ClientConnection connection)
    {
        if (!connection.Refused)
            _local.Arrive(connection);
    }

    public void Leave(HubConnectionContext hub, ClientConnection? connection)
    {
        _polling.Remove(hub);
        if (connection is not null)
            _local.Leave(connection, Departure.Of(connection.CloseReason, Farewell.Of(hub), _limits.ClientTimeout, _time.GetUtcNow()));
    }
}
