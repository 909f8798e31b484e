using System.Net.Sockets;
using Chat.Load.Wire;

namespace Chat.Load.Lagging;

/// <summary>A connected device that reads as much as it likes to.</summary>
internal sealed class LaggingSocket : IDisposable
{
    private readonly Socket _socket;

    private LaggingSocket(Socket socket) => _socket = socket;

    public static async Task<LaggingSocket> ConnectAsync(HubEndpoint hub, CancellationToken cancellationToken)
    {
        // A small window, so that what is not read is the server's soon.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 64 * 1024 };
        await socket.ConnectAsync(await HostAddresses.OfAsync(hub.Address.Host, cancellationToken), hub.Address.Port, cancellationToken);
        await WebSocketUpgrade.RunAsync(socket, hub, cancellationToken);
        var frames = new FrameWriter();
        frames.Append(HubRecord.Handshake);
        frames.Append(Invocation.Sync(0));
        await socket.SendAsync(frames.Written, cancellationToken);
        return new LaggingSocket(socket);
    }

    /// <returns>Whether the server ended it.</returns>
    public async Task<bool> ReadSlowlyAsync(int bytesPerSecond, CancellationToken end)
    {
        var buffer = new byte[bytesPerSecond];
        try
        {
            while (await _socket.ReceiveAsync(buffer, end) > 0)
                await Task.Delay(TimeSpan.FromSeconds(1), end);
            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Without reading, an end shows only when something is sent to who is not there any more.</summary>
    /// <returns>Whether the server ended it.</returns>
    public async Task<bool> IsEndedUnreadAsync(CancellationToken end)
    {
        var ping = new FrameWriter();
        ping.Append(HubRecord.Ping);
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), end);
                await _socket.SendAsync(ping.Written, end);
            }
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();
}
