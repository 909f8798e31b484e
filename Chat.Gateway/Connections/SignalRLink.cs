using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Chat.Gateway.Connections;

/// <summary>A SignalR connection as the transport.</summary>
public sealed class SignalRLink(HubConnectionContext hub) : IClientLink
{
    private static readonly CloseMessage Reconnect = new(error: null, allowReconnect: true);

    public Task WriteAsync(Frame frame) => hub.WriteAsync(frame.Serialized, hub.ConnectionAborted).AsTask();

    public void End(bool reconnect)
    {
        // Abort itself sends a close message that forbids reconnecting; a client goes by the first one that it reads.
        if (reconnect && !hub.WriteAsync(Reconnect, CancellationToken.None).AsTask().IsCompleted)
            Kill();
        hub.Abort();
    }

    public void Kill()
    {
        hub.Abort();
        hub.GetHttpContext()?.Abort();
    }
}
