using System.Security.Claims;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Gateway;
using Chat.Gateway.Connections;
using Chat.Simulation.Scheduling;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Simulation.Devices;

/// <summary>The gateway's side of a connection, in the place of SignalR's: begins invocations in the order of their arrival,
/// and ends them with the connection.</summary>
internal sealed class HubConnection : IClientLink
{
    private readonly Wire _wire;
    private readonly Node _node;
    private readonly ConnectionLifecycle _lifecycle;
    private readonly Func<ChatHub> _hub;
    private readonly CallerContext _context;
    private readonly CancellationTokenSource _aborted = new();
    private readonly TaskCompletionSource _ended = new();
    private readonly Dictionary<long, CancellationTokenSource> _streams = [];
    private readonly HashSet<Task> _running = [];

    public HubConnection(Wire wire, Node node, ConnectionLifecycle lifecycle, Func<ChatHub> hub)
    {
        _wire = wire;
        _node = node;
        _lifecycle = lifecycle;
        _hub = hub;
        _context = new CallerContext(_aborted.Token);
    }

    /// <summary>Ends when nothing of the connection is left.</summary>
    public async Task RunAsync()
    {
        _wire.AtGateway.OnEnd(OnEnded);
        if (_wire.AtGateway.HasEnded)
            return;
        Own(_wire.SendToDevice(new Handshake()));
        var connection = await _lifecycle.ConnectAsync(_wire.Caller, HubRoute.Version, this, _aborted.Token);
        _context.Items[ChatHubLifetime.Key] = connection;
        _wire.AtGateway.Listen(Receive, OnEnded);
        await _ended.Task;
        await _lifecycle.DisconnectAsync(connection);
    }

    public Task WriteAsync(Frame frame) => _wire.SendToDevice(new PushedFrame(frame));

    public void End(bool reconnect) => _node.Run(_wire.CloseAtGateway);

    public void Kill() => _node.Run(_wire.Break);

    private void OnEnded()
    {
        _aborted.Cancel();
        _ended.TrySetResult();
    }

    private void Receive(object message)
    {
        switch (message)
        {
            case Invocation invocation:
                Own(InvokeAsync(invocation));
                break;
            case StreamInvocation invocation:
                Own(StreamAsync(invocation));
                break;
            case StreamCancellation cancellation when _streams.TryGetValue(cancellation.Id, out var stream):
                stream.Cancel();
                break;
        }
    }

    private void Own(Task task)
    {
        if (!task.IsCompleted)
            _running.Add(task);
        _running.RemoveWhere(running => running.IsCompleted);
    }

    private ChatHub NewHub()
    {
        var hub = _hub();
        hub.Context = _context;
        return hub;
    }

    private async Task InvokeAsync(Invocation invocation)
    {
        Completion completion;
        try
        {
            completion = new Completion(invocation.Id, await invocation.Call(NewHub()), null);
        }
        catch (Exception exception)
        {
            completion = new Completion(invocation.Id, null, Refusal(exception));
        }

        await _wire.SendToDevice(completion);
    }

    private async Task StreamAsync(StreamInvocation invocation)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(_aborted.Token);
        _streams.Add(invocation.Id, cancellation);
        ChatException? refusal = null;
        try
        {
            await foreach (var message in NewHub().Sync(invocation.Request, cancellation.Token))
                await _wire.SendToDevice(new StreamItem(invocation.Id, message));
        }
        catch (Exception exception)
        {
            refusal = Refusal(exception);
        }

        _streams.Remove(invocation.Id);
        await _wire.SendToDevice(new Completion(invocation.Id, null, refusal));
    }

    /// <summary>As HubRefusal has it.</summary>
    private static ChatException Refusal(Exception exception) =>
        exception as ChatException ?? ChatException.Unavailable("The server failed; nothing is known of the outcome.", exception);

    private sealed class CallerContext(CancellationToken aborted) : HubCallerContext
    {
        public override string ConnectionId => "simulated";

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => aborted;

        public override void Abort() => throw new NotSupportedException();
    }
}
