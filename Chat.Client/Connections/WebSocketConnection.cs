using System.IO.Pipelines;
using System.Net.WebSockets;
using Chat.Contracts;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Connections;

/// <summary>
/// A WebSocket as a pair of pipes. Owns the socket and two pumps, whose end <see cref="DisposeAsync"/> awaits. Text frames:
/// the JSON hub protocol delimits its messages itself, so that frames need not be kept apart.
/// </summary>
internal sealed partial class WebSocketConnection : ConnectionContext
{
    /// <summary>Bytes of one WebSocket message: several hub messages may share it, each at most <see cref="Limits.MaxFrame"/>.</summary>
    private const int MaxMessage = 16 * Limits.MaxFrame;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    // Pausing the socket beyond 1 MiB unread is what makes the server see a slow consumer.
    private static readonly PipeOptions Received = new(
        pauseWriterThreshold: 4 * Limits.MaxFrame, resumeWriterThreshold: 2 * Limits.MaxFrame, useSynchronizationContext: false);

    private static readonly PipeOptions Sent = new(
        pauseWriterThreshold: Limits.MaxFrame, resumeWriterThreshold: Limits.MaxFrame / 2, useSynchronizationContext: false);

    private readonly WebSocket _socket;
    private readonly ILogger _logger;
    private readonly Pipe _received = new(Received);
    private readonly Pipe _sent = new(Sent);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _pumps;
    private int _disposed;

    public WebSocketConnection(WebSocket socket, string connectionId, ILogger logger)
    {
        _socket = socket;
        _logger = logger;
        ConnectionId = connectionId;
        Transport = new DuplexPipe(_received.Reader, _sent.Writer);
        _pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();

    public override IDuplexPipe Transport { get; set; }

    public override void Abort(ConnectionAbortedException abortReason) => _socket.Abort();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;

        // The writer's end makes the send pump close the socket, whose end ends the receive pump.
        await _sent.Writer.CompleteAsync();
        await _received.Reader.CompleteAsync();
        _ending.CancelAfter(CloseTimeout);
        await _pumps;
        _socket.Dispose();
        _ending.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            var size = 0;
            while (true)
            {
                var memory = _received.Writer.GetMemory();
                var part = await _socket.ReceiveAsync(memory, _ending.Token);
                if (part.MessageType == WebSocketMessageType.Close)
                    break;

                size += part.Count;
                if (size > MaxMessage)
                    throw new InvalidDataException($"A message of more than {MaxMessage} bytes.");
                if (part.EndOfMessage)
                    size = 0;

                _received.Writer.Advance(part.Count);
                var flushed = await _received.Writer.FlushAsync(_ending.Token);
                if (flushed.IsCompleted)
                    break;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidDataException or ObjectDisposedException)
        {
            LogBroken(e.Message);
        }
        finally
        {
            // Without the failure: a pipe that ends with one throws what was not read yet away, the server's last word with it.
            await _received.Writer.CompleteAsync();
            _sent.Reader.CancelPendingRead();
        }
    }

    private async Task SendAsync()
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                var read = await _sent.Reader.ReadAsync(_ending.Token);
                if (read.IsCanceled)
                    break;

                var rest = read.Buffer;
                while (!rest.IsEmpty)
                {
                    var part = rest.First;
                    rest = rest.Slice(part.Length);
                    await _socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: rest.IsEmpty, _ending.Token);
                }

                _sent.Reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    break;
            }

            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _ending.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            failure = _ending.IsCancellationRequested ? null : e;
            // The server may have closed; what it said before is still to be read.
            _ending.CancelAfter(CloseTimeout);
        }
        finally
        {
            await _sent.Reader.CompleteAsync(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The socket broke: {Reason}")]
    private partial void LogBroken(string reason);

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input { get; } = input;

        public PipeWriter Output { get; } = output;
    }
}
