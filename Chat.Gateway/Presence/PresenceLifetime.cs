using Chat.Gateway.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway.Presence;

/// <summary>Connections as Presence counts them: from their admission until they end, whatever is still to be done for them
/// then.</summary>
public sealed class PresenceLifetime(LocalPresence local, PollingFarewells polling, GatewayLimits limits, TimeProvider time)
{
    /// <summary>Before it is admitted.</summary>
    public void Begin(HubConnectionContext hub) => Farewell.Begin(hub, polling);

    public void Arrive(ClientConnection connection)
    {
        if (!connection.Refused)
            local.Arrive(connection);
    }

    public void Leave(HubConnectionContext hub, ClientConnection? connection)
    {
        polling.Remove(hub);
        if (connection is not null)
            local.Leave(connection, Departure.Of(connection.CloseReason, Farewell.Of(hub), limits.ClientTimeout, time.GetUtcNow()));
    }
}
