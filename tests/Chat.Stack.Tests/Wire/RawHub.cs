using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Stack.Tests.Wire;

/// <summary>
/// The hub protocol by hand, so that a test sees each frame and chooses its gateway: negotiations are repeated until the
/// wanted one answers.
/// </summary>
internal sealed class RawHub : IAsyncDisposable
{
    private const char RecordSeparator = '\u001e';
    private const int FramesHeld = 100_000;

    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentQueue<Typing> _typing = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Channel<JsonNode> _frames = Channel.CreateBounded<JsonNode>(FramesHeld);
    private Task _reading = Task.CompletedTask;
    private int _invocations;

    /// <summary>The gateway that holds this connection.</summary>
    public required string Gateway { get; init; }

    /// <summary>Connects through a gateway that is not <paramref name="butNot"/>.</summary>
    public static async Task<RawHub> ConnectAsync(Account account, string? butNot, CancellationToken cancellation)
    {
        while (true)
        {
            using var answer = await account.Http.PostAsync($"{HubRoute.Negotiate}?negotiateVersion=1", null, cancellation);
            answer.EnsureSuccessStatusCode();
            var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!["connectionToken"]!.GetValue<string>();
            Assert.True(ConnectionToken.TryParse(token, out _, out var gateway));
            if (gateway == butNot)
                continue;

            var hub = new RawHub { Gateway = gateway };
            var address = new UriBuilder(account.Http.BaseAddress!)
            {
                Scheme = "ws",
                Path = HubRoute.Path,
                Query = $"id={Uri.EscapeDataString(token)}&access_token={account.Tokens.AccessToken}",
            };
            await hub._socket.ConnectAsync(address.Uri, cancellation);
            await hub.SendFrameAsync("""{"protocol":"json","version":1}""", cancellation);
            hub._reading = hub.ReadAsync(hub._ended.Token);
            return hub;
        }
    }

    public async Task<SendAck> SendAsync(ChatId chat, string text, CancellationToken cancellation)
    {
        var request = new SendRequest(Guid.NewGuid(), chat, Encoding.UTF8.GetBytes(text));
        var answer = await InvokeAsync(HubMethods.Send, 1, JsonSerializer.SerializeToNode(request, Contracts.ChatJson.Default.SendRequest)!, cancellation);
        return answer["result"].Deserialize(Contracts.ChatJson.Default.SendAck)
            ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    /// <summary>All <c>Typing</c> so far.</summary>
    public IReadOnlyCollection<Typing> Typing => _typing;

    public Task TypeAsync(ChatId chat, bool typing, CancellationToken cancellation) => InvokeAsync(
        HubMethods.Typing, 1, JsonSerializer.SerializeToNode(new TypingRequest(chat, typing), Contracts.ChatJson.Default.TypingRequest)!, cancellation);

    /// <summary>All of the replay.</summary>
    public async Task<IReadOnlyList<Message>> SyncAsync(CancellationToken cancellation)
    {
        await InvokeOnlyAsync(HubMethods.Sync, 4, new JsonObject { ["cursors"] = new JsonArray() }, cancellation);
        var items = new List<Message>();
        while (await NextAsync(cancellation) is var frame && frame["type"]!.GetValue<int>() != 3)
        {
            if (frame["type"]!.GetValue<int>() == 2)
                items.Add(frame["item"].Deserialize(Contracts.ChatJson.Default.Message)!);
        }

        return items;
    }

    /// <summary>The next pushed message.</summary>
    public async Task<Message> NextMessageAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var frame = await NextAsync(cancellation);
            if (frame["target"]?.GetValue<string>() == HubEvents.Message)
                return frame["arguments"]![0].Deserialize(Contracts.ChatJson.Default.Message)!;
        }
    }

    /// <summary>Null: unavailable.</summary>
    public async Task<IReadOnlyList<UserPresence>?> WatchAsync(IReadOnlyList<UserId> users, CancellationToken cancellation)
    {
        var request = JsonSerializer.SerializeToNode(new WatchRequest(users), Contracts.ChatJson.Default.WatchRequest)!;
        var answer = await InvokeAsync(HubMethods.WatchPresence, 1, request, cancellation);
        return answer["result"].Deserialize(Contracts.ChatJson.Default.IReadOnlyListUserPresence);
    }

    public async Task<UserPresence> NextPresenceAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var frame = await NextAsync(cancellation);
            if (frame["target"]?.GetValue<string>() == HubEvents.Presence)
                return frame["arguments"]![0].Deserialize(Contracts.ChatJson.Default.UserPresence)!;
        }
    }

    /// <summary>Ends with the close frame, as a client does that goes on purpose.</summary>
    public Task SayGoodbyeAsync(CancellationToken cancellation) =>
        _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _reading;
        _socket.Dispose();
        _ended.Dispose();
    }

    private async Task<JsonNode> InvokeAsync(string method, int type, JsonNode argument, CancellationToken cancellation)
    {
        var id = await InvokeOnlyAsync(method, type, argument, cancellation);
        while (true)
        {
            var frame = await NextAsync(cancellation);
            if (frame["type"]!.GetValue<int>() == 3 && frame["invocationId"]!.GetValue<string>() == id)
                return frame;
        }
    }

    private async Task<string> InvokeOnlyAsync(string method, int type, JsonNode argument, CancellationToken cancellation)
    {
        var id = $"{++_invocations}";
        var frame = new JsonObject { ["type"] = type, ["invocationId"] = id, ["target"] = method, ["arguments"] = new JsonArray(argument) };
        await SendFrameAsync(frame.ToJsonString(), cancellation);
        return id;
    }

    private async Task<JsonNode> NextAsync(CancellationToken cancellation) => await _frames.Reader.ReadAsync(cancellation);

    private async Task SendFrameAsync(string json, CancellationToken cancellation) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(json + RecordSeparator), WebSocketMessageType.Text, true, cancellation);

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        var decoder = Encoding.UTF8.GetDecoder();
        var chars = new char[buffer.Length];
        try
        {
            while (await _socket.ReceiveAsync(buffer, cancellation) is { MessageType: not WebSocketMessageType.Close } received)
            {
                text.Append(chars, 0, decoder.GetChars(buffer, 0, received.Count, chars, 0));
                var all = text.ToString().Split(RecordSeparator);
                text.Clear().Append(all[^1]);
                foreach (var frame in all[..^1])
                {
                    // The handshake's answer is an empty object; pings have a type of their own.
                    if (JsonNode.Parse(frame) is not { } node || node["type"] is null)
                        continue;
                    if (node["target"]?.GetValue<string>() == HubEvents.Typing)
                        _typing.Enqueue(node["arguments"]![0].Deserialize(Contracts.ChatJson.Default.Typing)!);
                    else
                        await _frames.Writer.WriteAsync(node, cancellation);
                }
            }

            _frames.Writer.TryComplete();
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // Whoever waits for a frame is told.
            _frames.Writer.TryComplete(exception);
        }
    }
}
