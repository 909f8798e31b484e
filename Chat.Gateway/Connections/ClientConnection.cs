using System.Runtime.CompilerServices;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Gateway.Sending;
using Chat.Gateway.Syncing;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Limiting;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Gateway.Connections;

/// <summary>
/// One connected device. Its lock guards the outbound queue and the sync gate, so that what a message becomes (written,
/// held, dropped) and its place on the connection are decided in one step, without waiting. Lock order: the connection's
/// lock is innermost; nothing else is taken under it.
/// </summary>
public sealed class ClientConnection
{
    private readonly Lock _lock = new();
    private readonly IClientLink _link;
    private readonly GatewayLimits _limits;
    private readonly TimeProvider _time;
    private readonly Outbound _outbound;
    private readonly SyncGate _gate;
    private readonly TaskCompletionSource<Session> _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _ending = Task.CompletedTask;
    private volatile Caller _caller;
    private volatile StrongBox<Session>? _session;

    public ClientConnection(Caller caller, IClientLink link, SendOrder sends, GatewayLimits limits, TimeProvider time)
    {
        _caller = caller;
        _link = link;
        _limits = limits;
        _time = time;
        _outbound = new Outbound(link, limits, _lock);
        _gate = new SyncGate(limits.HeldFrames, Write);
        Sends = sends;
        KnownGood = (time.GetUtcNow() - HeadsSlack).ToUnixTimeMilliseconds();
    }

    /// <summary>Other machines' clocks, and what was on its way when the connection began.</summary>
    private static TimeSpan HeadsSlack => TimeSpan.FromSeconds(30);

    public Caller Caller => _caller;

    /// <summary>Given by the table at the admission, rising; 0 before.</summary>
    public long Number { get; set; }

    public SendOrder Sends { get; }

    /// <summary>Of its invocations.</summary>
    public ConnectionLimits Limits { get; init; } = ConnectionLimits.None;

    public SyncTurns Turns { get; } = new();

    /// <summary>Ends with the connection's entry in the session registry; its session.</summary>
    public Task<Session> Registered => _registered.Task;

    /// <summary>The work of registering it, awaited before the connection is given up.</summary>
    public Task Registration { get; set; } = Task.CompletedTask;

    /// <summary>Null until it is registered.</summary>
    public Session? Session => _session?.Value;

    /// <summary>What the last Heartbeat's answer was as of (Messaging's clock, Unix milliseconds); 0: none yet.</summary>
    public long HeartbeatAsOf { get; set; }

    /// <summary>Since when a push may have been lost unnoticed (Unix milliseconds).</summary>
    public long KnownGood { get; set; }

    /// <summary>Why the server ends it; null while it does not.</summary>
    public string? CloseReason { get; private set; }

    /// <summary>No invocation is taken: the connection was refused before its first.</summary>
    public bool Refused { get; set; }

    public void SetRegistered(Session session)
    {
        _session = new StrongBox<Session>(session);
        _registered.TrySetResult(session);
    }

    /// <summary>Goes on with another token of the same device.</summary>
    public void Renew(Caller caller)
    {
        if (caller.ExpiresAt > _caller.ExpiresAt)
            _caller = caller;
    }

    /// <summary>The first invocation is here: from now on live messages go out.</summary>
    public void Start()
    {
        lock (_lock)
            _gate.Start();
    }

    /// <summary>Sends an event that no replay brings.</summary>
    public void Push(Frame frame)
    {
        lock (_lock)
            Write(frame);
    }

    /// <summary>Sends an event that may be left out. False: other frames wait, and it was not taken.</summary>
    public bool TryPush(Frame frame)
    {
        lock (_lock)
        {
            if (_outbound.HasWaiting)
                return false;

            Write(frame);
            return true;
        }
    }

    public void PushMessage(ChatId chat, long seq, Frame frame)
    {
        lock (_lock)
            _gate.Push(chat, seq, frame);
    }

    public void OpenReplay(IReadOnlyList<Cursor> cursors, bool only)
    {
        lock (_lock)
            _gate.Open(cursors, only);
    }

    public void BeginChat(ChatId chat)
    {
        lock (_lock)
            _gate.Begin(chat);
    }

    /// <param name="last">The chat's replay is complete up to <paramref name="through"/>.</param>
    public void EndPage(ChatId chat, long through, bool last)
    {
        lock (_lock)
        {
            if (last)
                _gate.End(chat, through);
            else
                _gate.Advance(chat, through);
        }
    }

    public IReadOnlyList<Cursor> EndRound()
    {
        lock (_lock)
            return _gate.EndRound();
    }

    public void CloseReplay()
    {
        lock (_lock)
            _gate.Close();
    }

    public void ForgetReplays()
    {
        lock (_lock)
            _gate.Forget();
    }

    /// <summary>Ends the connection from this side: tells the reason, lets what was written go out (bounded by
    /// <see cref="GatewayLimits.CloseWithin"/>), then ends it. The first reason wins.</summary>
    /// <param name="after">Waited for between the telling and the end.</param>
    public void Close(string reason, TimeSpan? retryAfter = null, Task? after = null)
    {
        lock (_lock)
        {
            if (CloseReason is not null)
                return;

            CloseReason = reason;
            var closing = new Closing(reason, retryAfter is { } wait ? (int)wait.TotalMilliseconds : null);
            _outbound.Finish(Frame.Of(closing), dropWaiting: reason == CloseReasons.SlowConsumer);
            _ending = EndAsync(ClosePolicy.MayReconnect(reason), after ?? Task.CompletedTask);
        }
    }

    /// <summary>Ends the connection without an event, so that the client comes back as after any lost connection.</summary>
    public void Drop()
    {
        lock (_lock)
        {
            if (CloseReason is not null)
                return;

            CloseReason = ClosePolicy.Dropped;
            _outbound.Finish(last: null, dropWaiting: true);
            _ending = EndAsync(reconnect: true, Task.CompletedTask);
        }
    }

    /// <summary>The transport is gone: nothing is written any more. Ends when nothing of the connection runs any more.</summary>
    public async Task DetachAsync()
    {
        Task ending, drained;
        lock (_lock)
        {
            CloseReason ??= ClosePolicy.ByClient;
            _gate.Close();
            _outbound.Finish(last: null, dropWaiting: true);
            (ending, drained) = (_ending, _outbound.Drained);
        }

        _registered.TrySetCanceled();
        await drained;
        await ending;
    }

    private void Write(Frame frame)
    {
        if (!_outbound.TryWrite(frame))
            Close(CloseReasons.SlowConsumer, ClosePolicy.RetryAfter(CloseReasons.SlowConsumer));
    }

    private async Task EndAsync(bool reconnect, Task after)
    {
        try
        {
            await after;
            await _outbound.Drained.WaitAsync(_limits.CloseWithin, _time);
            _link.End(reconnect);
        }
        catch (TimeoutException)
        {
            _link.Kill();
        }
    }
}
