using Chat.Load.Wire;

namespace Chat.Load.Idling;

/// <summary>Connected, heard of by a first Heartbeat, and silent from then on.</summary>
internal static class IdleDevice
{
    public static readonly byte[] Heartbeat = Invocation.Heartbeat(1);

    public static async Task<IReadOnlyList<WireConnection>> ConnectAsync(HubEndpoint hub, CancellationToken cancellationToken)
    {
        var connection = (await SyncedConnection.OpenAsync(hub, Invocation.Sync(0), (_, _) => { }, cancellationToken)).Connection;
        connection.Send(Heartbeat);
        return [connection];
    }
}
