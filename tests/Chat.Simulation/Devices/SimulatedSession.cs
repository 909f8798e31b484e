using System.Runtime.CompilerServices;
using Chat.Client.Connections;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Gateway;
using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Devices;

/// <summary>The device's side of a connection, in the place of SignalR's client.</summary>
internal sealed class SimulatedSession : IHubSession
{
    private readonly World _world;
    private readonly Node _device;
    private readonly bool _bringsHeads;
    private readonly EventPump _events;
    private readonly SortedDictionary<long, TaskCompletionSource<object?>> _calls = [];
    private readonly SortedDictionary<long, ItemQueue> _streams = [];
    private readonly TaskCompletionSource _handshake = new();
    private long _lastCall;
    private bool _ended;

    /// <param name="bringsHeads">False: heartbeats are answered without heads, so that pushes alone must bring everything.</param>
    public SimulatedSession(World world, Wire wire, IHubEvents events, Node device, bool bringsHeads)
    {
        (_world, _device) = (world, device);
        Wire = wire;
        _bringsHeads = bringsHeads;
        _events = new EventPump(events);
        wire.AtDevice.Listen(Receive, OnEnded);
        device.Start(_events.RunAsync);
    }

    public Wire Wire { get; }

    public Task Closed => _events.Ended;

    /// <summary>Ends when the gateway has answered for the first time.</summary>
    /// <exception cref="ConnectionLostException">It did not.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var cancelled = cancellationToken.Register(() => _handshake.TrySetCanceled(cancellationToken));
        await _handshake.Task;
    }

    public async Task<SendAck> SendAsync(SendRequest request, CancellationToken cancellationToken) =>
        (SendAck)(await CallAsync(async hub => await hub.Send(request), cancellationToken))!;

    public async IAsyncEnumerable<Message> SyncAsync(SyncRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (_ended)
            throw Lost();

        var id = ++_lastCall;
        var items = new ItemQueue();
        _streams.Add(id, items);
        _world.Log($"{_device.Name} syncs ({id}) {string.Join(' ', request.Cursors?.Select(cursor => $"{cursor.ChatId}:{cursor.Seq}") ?? [])} only {request.Only}");
        Wire.SendToGateway(new StreamInvocation(id, request));
        try
        {
            while (await items.NextAsync(cancellationToken) is { } message)
                yield return message;
        }
        finally
        {
            if (_streams.Remove(id))
            {
                _world.Log($"{_device.Name} cancels its sync ({id})");
                Wire.SendToGateway(new StreamCancellation(id));
            }
        }
    }

    public Task ReceiptAsync(ReceiptRequest request, CancellationToken cancellationToken) => CallAsync(
        async hub =>
        {
            await hub.Receipt(request);
            return null;
        },
        cancellationToken);

    public Task TypingAsync(TypingRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task OpenChatAsync(OpenChatRequest request, CancellationToken cancellationToken) => CallAsync(
        async hub =>
        {
            await hub.OpenChat(request);
            return null;
        },
        cancellationToken);

    public Task CloseChatAsync(OpenChatRequest request, CancellationToken cancellationToken) => CallAsync(
        hub =>
        {
            hub.CloseChat(request);
            return Task.FromResult<object?>(null);
        },
        cancellationToken);

    public Task<IReadOnlyList<UserPresence>> WatchPresenceAsync(WatchRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task UnwatchPresenceAsync(WatchRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RenewAsync(string accessToken, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<Heads> HeartbeatAsync(CancellationToken cancellationToken)
    {
        var heads = (Heads)(await CallAsync(async hub => await hub.Heartbeat(new Empty()), cancellationToken))!;
        return _bringsHeads ? heads : new Heads([]);
    }

    public ValueTask DisposeAsync()
    {
        Wire.CloseAtDevice();
        OnEnded();
        return ValueTask.CompletedTask;
    }

    private async Task<object?> CallAsync(Func<ChatHub, Task<object?>> call, CancellationToken cancellationToken)
    {
        if (_ended)
            throw Lost();

        var id = ++_lastCall;
        var answer = new TaskCompletionSource<object?>();
        _calls.Add(id, answer);
        Wire.SendToGateway(new Invocation(id, call));
        await using var cancelled = cancellationToken.Register(() => answer.TrySetCanceled(cancellationToken));
        return await answer.Task;
    }

    private void Receive(object message)
    {
        switch (message)
        {
            case Handshake:
                _handshake.TrySetResult();
                break;
            case PushedFrame pushed:
                _events.Add(pushed.Frame);
                break;
            case StreamItem item when _streams.TryGetValue(item.Id, out var items):
                items.Add(item.Message);
                break;
            case Completion completion when _streams.Remove(completion.Id, out var items):
                _world.Log($"{_device.Name} has synced ({completion.Id}) {completion.Refusal?.Code}");
                items.End(completion.Refusal);
                break;
            case Completion completion when _calls.Remove(completion.Id, out var answer):
                if (completion.Refusal is { } refusal)
                    answer.TrySetException(new ChatException(refusal.Code, refusal.Message));
                else
                    answer.TrySetResult(completion.Result);
                break;
        }
    }

    private void OnEnded()
    {
        if (_ended)
            return;

        _ended = true;
        _handshake.TrySetException(Lost());
        foreach (var answer in _calls.Values)
            answer.TrySetException(Lost());
        foreach (var items in _streams.Values)
            items.End(Lost());
        _calls.Clear();
        _streams.Clear();
        _events.End();
    }

    private static ConnectionLostException Lost() => new("The connection ended before the answer.");
}
