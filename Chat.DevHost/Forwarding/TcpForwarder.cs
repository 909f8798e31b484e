using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Chat.DevHost.Forwarding;

/// <summary>
/// One address in front of several: each connection goes to the next target in turn, past those that refuse. Bytes only, so
/// it serves any protocol. With no target left the connection is closed.
/// </summary>
internal sealed class TcpForwarder : IAsyncDisposable
{
    private const int Backlog = 512;
    private const int BufferBytes = 16 * 1024;

    private readonly Socket _listener;
    private readonly Func<IReadOnlyList<IPEndPoint>> _targets;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private int _turn = -1;

    private TcpForwarder(Socket listener, Func<IReadOnlyList<IPEndPoint>> targets)
    {
        _listener = listener;
        _targets = targets;
        Completion = AcceptAsync(_stop.Token);
    }

    /// <summary>Ends when the forwarder is disposed of; fails if it can accept no more.</summary>
    public Task Completion { get; }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndPoint!;

    /// <param name="address">Where to listen; port 0 takes a free one.</param>
    /// <param name="targets">Asked at each connection.</param>
    public static TcpForwarder Start(IPEndPoint address, Func<IReadOnlyList<IPEndPoint>> targets)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(address);
            listener.Listen(Backlog);
            return new TcpForwarder(listener, targets);
        }
        catch (SocketException)
        {
            listener.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync(cancellationToken);
                var connection = ForwardAsync(client, cancellationToken);
                _connections.TryAdd(connection, true);
                _ = connection.ContinueWith(
                    done => _connections.TryRemove(done, out _),
                    CancellationToken.None,
                    TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The owner disposes of it.
        }
    }

    private async Task ForwardAsync(Socket client, CancellationToken cancellationToken)
    {
        using (client)
        {
            using var target = await ConnectAsync(cancellationToken);
            if (target is null)
                return;
            client.NoDelay = true;
            await Task.WhenAll(PumpAsync(client, target, cancellationToken), PumpAsync(target, client, cancellationToken));
        }
    }

    private async Task<Socket?> ConnectAsync(CancellationToken cancellationToken)
    {
        var targets = _targets();
        var first = (uint)Interlocked.Increment(ref _turn);
        for (uint i = 0; i < targets.Count; i++)
        {
            var address = targets[(int)((first + i) % (uint)targets.Count)];
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(address, cancellationToken);
                return socket;
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                // Refused or stopping: the next one, or none, and the client sees its connection closed.
                socket.Dispose();
            }
        }

        return null;
    }

    private static async Task PumpAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            while (await from.ReceiveAsync(buffer, cancellationToken) is var count and > 0)
            {
                for (var sent = 0; sent < count;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone: the other learns it by losing its connection too.
            from.Dispose();
            to.Dispose();
        }
    }
}
