using System.Net.Sockets;

namespace Chat.Load.Wire;

/// <summary>
/// One device on one socket: WebSocket and SignalR's JSON protocol by hand, since the generator shares the machine with what
/// it measures (a SignalR client object costs about as much as the server's side).
/// </summary>
/// <remarks>Records are handed over one after another, on the reading loop. What the handler sends on its own connection
/// leaves in one write when the bytes read are dealt with, as an event loop would have it; a send from elsewhere leaves at
/// once, or with the next write if one is under way.</remarks>
internal sealed class WireConnection : IAsyncDisposable
{
    private static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private FrameWriter _collecting = new();
    private FrameWriter _writing = new();
    private bool _writeUnderWay;
    private bool _dispatching;
    private Task _lastWrite = Task.CompletedTask;

    private WireConnection(Socket socket) => _socket = socket;

    /// <summary>One record of the hub protocol, without its separator; valid during the call only.</summary>
    public delegate void RecordHandler(WireConnection connection, ReadOnlySpan<byte> record);

    /// <summary>Ends when the connection does, however.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Negotiates, upgrades, and sends the handshake; its answer is the first record.</summary>
    /// <exception cref="ConnectRefusedException">The server answered otherwise.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task<WireConnection> ConnectAsync(HubEndpoint hub, RecordHandler handler, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(await HostAddresses.OfAsync(hub.Address.Host, cancellationToken), hub.Address.Port, cancellationToken);
            await WebSocketUpgrade.RunAsync(socket, hub, cancellationToken);
        }
        catch (SocketException broken)
        {
            socket.Dispose();
            throw new IOException(broken.Message, broken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var connection = new WireConnection(socket);
        connection.Send(HubRecord.Handshake);
        connection.Ended = connection.ReadAsync(handler);
        return connection;
    }

    public void Send(ReadOnlySpan<byte> record)
    {
        lock (_lock)
        {
            _collecting.Append(record);
            if (_writeUnderWay || _dispatching)
                return;
            _writeUnderWay = true;
        }

        _lastWrite = WriteAsync();
    }

    /// <summary>Says goodbye, as a client does that is closed, and ends when the server has answered or a second has passed.</summary>
    public async Task LeaveAsync()
    {
        lock (_lock)
        {
            _collecting.Append(HubRecord.Close);
            _collecting.AppendClose();
            if (!_writeUnderWay)
            {
                _writeUnderWay = true;
                _lastWrite = WriteAsync();
            }
        }

        await Ended.WaitAsync(LeaveWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    /// <summary>Ends without a goodbye, as a device does that loses its network.</summary>
    public async Task DropAsync()
    {
        _socket.LingerState = new LingerOption(true, 0);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _socket.Dispose();
        await Ended;
        await _lastWrite;
    }

    private async Task WriteAsync()
    {
        try
        {
            while (TryTake())
            {
                for (var rest = _writing.Written; !rest.IsEmpty;)
                    rest = rest[await _socket.SendAsync(rest, _ended.Token)..];
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The reading loop ends too, and with it Ended.
            await _ended.CancelAsync();
        }
    }

    private bool TryTake()
    {
        lock (_lock)
        {
            _writeUnderWay = !_collecting.Written.IsEmpty;
            (_collecting, _writing) = (_writing, _collecting);
            _collecting.Clear();
            return _writeUnderWay;
        }
    }

    private async Task ReadAsync(RecordHandler handler)
    {
        var frames = new FrameReader();
        try
        {
            while (!frames.Closed && await _socket.ReceiveAsync(frames.Space(), _ended.Token) is > 0 and var count)
            {
                frames.Received(count);
                Dispatch(frames, handler);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // That connections end is what some scenarios are about.
            return;
        }
    }

    private void Dispatch(FrameReader frames, RecordHandler handler)
    {
        lock (_lock)
            _dispatching = true;
        while (frames.TryReadRecord(out var record))
            handler(this, record);
        lock (_lock)
        {
            _dispatching = false;
            if (_writeUnderWay || _collecting.Written.IsEmpty)
                return;
            _writeUnderWay = true;
        }

        _lastWrite = WriteAsync();
    }
}
