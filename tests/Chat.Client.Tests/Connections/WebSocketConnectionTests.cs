using System.Net.WebSockets;
using System.Text;
using Chat.Client.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Client.Tests.Connections;

public sealed class WebSocketConnectionTests
{
    /// <summary>A regression: the server's Closing was lost, and the client reconnected although it had been replaced.</summary>
    [Fact]
    public async Task What_came_before_the_socket_broke_is_still_read()
    {
        var socket = new BreakingSocket("the last word");
        await using var connection = new WebSocketConnection(socket, "c", NullLogger.Instance);
        await socket.Closed.WaitAsync(TimeSpan.FromSeconds(30));

        var read = await connection.Transport.Input.ReadAsync();

        Assert.Equal("the last word", Encoding.UTF8.GetString(read.Buffer));
        Assert.True(read.IsCompleted);
    }

    /// <summary>Gives one frame, then breaks. Closed by the pumps after the break was handled.</summary>
    private sealed class BreakingSocket(string frame) : WebSocket
    {
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _given;

        public Task Closed => _closed.Task;

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            if (_given)
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            _given = true;
            var count = Encoding.UTF8.GetBytes(frame, buffer);
            return Task.FromResult(new WebSocketReceiveResult(count, WebSocketMessageType.Text, true));
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

        public override void Abort() => _closed.TrySetResult();

        public override void Dispose() => _closed.TrySetResult();
    }
}
