using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

/// <summary>A client on the wire: the JSON hub protocol over a WebSocket, nothing repaired, nothing retried.</summary>
internal sealed class HubSocket : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;

    /// <summary>More than any test waits for; one more fails it.</summary>
    private const int MaxWaiting = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _invocations = new();
    private readonly ConcurrentDictionary<string, Channel<JsonElement>> _streams = new();
    private readonly Channel<(string Target, JsonElement Argument)> _events = Channel.CreateBounded<(string, JsonElement)>(MaxWaiting);
    private readonly ConcurrentQueue<string> _targets = new();
    private Task _reading = Task.CompletedTask;
    private int _ids;

    /// <summary>SignalR's own close message, if one came.</summary>
    public JsonElement? CloseMessage { get; private set; }

    /// <summary>Ends with the connection.</summary>
    public Task Closed => _reading.WaitAsync(Patience);

    public static async Task<HubSocket> ConnectAsync(Uri gateway, string token, string query = "", bool read = true)
    {
        var client = new HubSocket();
        var address = new UriBuilder(gateway) { Scheme = "ws", Path = "/ws/connect", Query = $"access_token={token}{query}" };
        await client._socket.ConnectAsync(address.Uri, CancellationToken.None).WaitAsync(Patience);
        await client.WriteAsync("""{"protocol":"json","version":1}""");
        if (read)
            client.BeginToRead();
        return client;
    }

    /// <summary>For one that was connected without reading.</summary>
    public void BeginToRead() => _reading = ReadAsync();

    /// <summary>The result, or what the server refused it with.</summary>
    /// <exception cref="HubRefusedException">It was refused.</exception>
    public async Task<JsonElement> InvokeAsync(string target, params object?[] arguments) =>
        await Begin(target, JsonSerializer.Serialize(arguments, JsonSerializerOptions.Web)).WaitAsync(Patience);

    public Task<JsonElement> InvokeRawAsync(string target, string arguments) => Begin(target, arguments).WaitAsync(Patience);

    /// <summary>Sends it at once, in the order of the calls.</summary>
    public Task<JsonElement> Begin(string target, string arguments)
    {
        var id = NextId();
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _invocations[id] = answer;
        return BeginAsync($$"""{"type":1,"invocationId":"{{id}}","target":"{{target}}","arguments":{{arguments}}}""", answer);
    }

    /// <summary>The items of a stream until it ends.</summary>
    public async Task<List<JsonElement>> StreamAsync(string target, object argument)
    {
        var id = NextId();
        var items = Channel.CreateBounded<JsonElement>(MaxWaiting);
        _streams[id] = items;
        var arguments = JsonSerializer.Serialize(new[] { argument }, JsonSerializerOptions.Web);
        await WriteAsync($$"""{"type":4,"invocationId":"{{id}}","target":"{{target}}","arguments":{{arguments}}}""");
        var all = new List<JsonElement>();
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var item in items.Reader.ReadAllAsync(patience.Token))
            all.Add(item);
        return all;
    }

    /// <summary>Whether such an event has come yet, taken or not.</summary>
    public bool Received(string target) => _targets.Contains(target);

    public async Task<JsonElement> EventAsync(string target)
    {
        var (name, argument) = await NextEventAsync();
        Assert.Equal(target, name);
        return argument;
    }

    public Task<(string Target, JsonElement Argument)> NextEventAsync() => _events.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task WriteAsync(string record)
    {
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(record), RecordSeparator], WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Ends with the close frame, as a client does that goes on purpose.</summary>
    public async Task SayGoodbyeAsync()
    {
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Patience);
        await Closed;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task<JsonElement> BeginAsync(string record, TaskCompletionSource<JsonElement> answer)
    {
        await WriteAsync(record);
        return await answer.Task;
    }

    private string NextId() => Interlocked.Increment(ref _ids).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task ReadAsync()
    {
        var ended = new IOException("The connection ended.");
        try
        {
            var buffer = new byte[64 * 1024];
            var pending = new List<byte>();
            while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } received)
            {
                foreach (var one in buffer.AsSpan(0, received.Count))
                {
                    if (one != RecordSeparator)
                    {
                        pending.Add(one);
                        continue;
                    }

                    Take(JsonDocument.Parse(pending.ToArray()).RootElement);
                    pending.Clear();
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whether an aborted socket is disposed already when the reading comes back to it is a matter of timing.
            ended = new IOException("The connection broke.", exception);
        }

        foreach (var (_, answer) in _invocations)
            answer.TrySetException(ended);
        foreach (var (_, stream) in _streams)
            stream.Writer.TryComplete(ended);
        _events.Writer.TryComplete(ended);
    }

    private void Take(JsonElement message)
    {
        var id = message.TryGetProperty("invocationId", out var named) ? named.GetString()! : "";
        switch (message.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
        {
            case 1:
                _targets.Enqueue(message.GetProperty("target").GetString()!);
                Assert.True(_events.Writer.TryWrite((message.GetProperty("target").GetString()!, message.GetProperty("arguments")[0])));
                break;
            case 2:
                Assert.True(_streams[id].Writer.TryWrite(message.GetProperty("item")));
                break;
            case 3:
                Complete(id, message);
                break;
            case 7:
                CloseMessage ??= message;
                break;
        }
    }

    private static Exception Refusal(string text) =>
        text.Contains("HubException: ", StringComparison.Ordinal) ? new HubRefusedException(text) : new InvalidOperationException(text);

    private void Complete(string id, JsonElement message)
    {
        var error = message.TryGetProperty("error", out var text) ? Refusal(text.GetString()!) : null;
        if (_streams.TryGetValue(id, out var stream))
            stream.Writer.TryComplete(error);
        else if (error is not null)
            _invocations[id].TrySetException(error);
        else
            _invocations[id].TrySetResult(message.TryGetProperty("result", out var result) ? result : default);
    }
}

/// <summary>What stands behind SignalR's own words.</summary>
internal sealed class HubRefusedException(string message) : Exception(message[(message.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length)..])
{
    private const string Mark = "HubException: ";

    public string Code => Message.Split(':')[0];
}
