using System.Collections.Concurrent;
using Chat.Client.Applying;
using Chat.Client.Connections;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Machine;

/// <summary>
/// The machine's outputs on the present connection. What a call brings is posted back to the loop; a call that ends with the
/// connection posts nothing, for the connection's end says it all.
/// </summary>
internal sealed partial class SessionOutput(DeliveryLoop deliveries, ILogger logger) : IClientOutput
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<SendAck>> _sends = [];
    private volatile TaskCompletionSource _caughtUp = NewSignal();
    private Attached? _attached;
    private int _cancelledSync;

    /// <summary>Completes when the present connection, or the next, has caught up.</summary>
    public Task CaughtUpAsync => _caughtUp.Task;

    /// <summary>From now on outputs go to this session. Called in the loop, before the machine learns of the connection.</summary>
    public void Attach(IHubSession session, MachineLoop loop, RunningCalls calls, CancellationToken ending) =>
        _attached = new Attached(session, loop, calls, ending);

    public void Detach()
    {
        _attached = null;
        if (_caughtUp.Task.IsCompleted)
            _caughtUp = NewSignal();
    }

    /// <exception cref="ArgumentException">A send with this clientMsgId is under way.</exception>
    public Task<SendAck> Expect(Guid clientMsgId)
    {
        var completion = new TaskCompletionSource<SendAck>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _sends.TryAdd(clientMsgId, completion)
            ? completion.Task
            : throw new ArgumentException($"The send {clientMsgId} is under way already.", nameof(clientMsgId));
    }

    public int Unsent => _sends.Count;

    public void Forget(Guid clientMsgId) => _sends.TryRemove(clientMsgId, out _);

    public void Deliver(Message message) => deliveries.Enqueue(new Delivery.OfMessage(message));

    public void Passed(ChatId chat, long seq) => deliveries.Enqueue(new Delivery.OfCursor(new Cursor(chat, seq)));

    public void CaughtUp() => _caughtUp.TrySetResult();

    public void SendDone(SendAck ack)
    {
        if (_sends.TryRemove(ack.ClientMsgId, out var completion))
            completion.TrySetResult(ack);
    }

    public void SendFailed(Guid clientMsgId, Exception reason)
    {
        if (_sends.TryRemove(clientMsgId, out var completion))
            completion.TrySetException(reason);
    }

    public void FailSends(Exception reason)
    {
        foreach (var clientMsgId in _sends.Keys)
            SendFailed(clientMsgId, reason);
    }

    public void Send(SendRequest request) => Start(async on =>
    {
        try
        {
            var ack = await on.Session.SendAsync(request, on.Ending);
            await on.Loop.PostAsync(machine => machine.Acked(ack), on.Ending);
        }
        catch (ChatException refusal)
        {
            LogRefused(HubMethods.Send, refusal.Code);
            await on.Loop.PostAsync(machine => machine.SendRefused(request.ClientMsgId, refusal), on.Ending);
        }
    });

    public void Sync(int run, SyncRequest request) => Start(async on =>
    {
        try
        {
            await foreach (var message in on.Session.SyncAsync(request, on.Ending))
            {
                if (Volatile.Read(ref _cancelledSync) >= run)
                    return;
                await on.Loop.PostAsync(machine => machine.SyncItem(run, message), on.Ending);
            }

            await on.Loop.PostAsync(machine => machine.SyncCompleted(run), on.Ending);
        }
        catch (ChatException refusal)
        {
            LogRefused(HubMethods.Sync, refusal.Code);
            await on.Loop.PostAsync(machine => machine.SyncFailed(run), on.Ending);
        }
    });

    /// <summary>Runs are numbered upwards, one at a time.</summary>
    public void CancelSync(int run) => Volatile.Write(ref _cancelledSync, run);

    public void Receipt(ChatId chat, ReceiptType type, long seq) => Start(async on =>
    {
        var again = false;
        try
        {
            await on.Session.ReceiptAsync(new ReceiptRequest(chat, type.ToString(), Seq: seq), on.Ending);
        }
        catch (ChatException refusal)
        {
            LogRefused(HubMethods.Receipt, refusal.Code);
            again = refusal.Code is ErrorCodes.Unavailable or ErrorCodes.RateLimited;
        }

        await on.Loop.PostAsync(machine => machine.ReceiptSettled(chat, type, seq, again), on.Ending);
    });

    public void Typing(ChatId chat, bool typing) => Start(on => on.Session.TypingAsync(new TypingRequest(chat, typing), on.Ending));

    public void OpenChat(ChatId chat) => Start(async on =>
    {
        try
        {
            await on.Session.OpenChatAsync(new OpenChatRequest(chat), on.Ending);
            await on.Loop.PostAsync(machine => machine.ChatOpened(chat), on.Ending);
        }
        catch (ChatException refusal)
        {
            LogRefused(HubMethods.OpenChat, refusal.Code);
            await on.Loop.PostAsync(machine => machine.OpenRefused(chat, refusal), on.Ending);
        }
    });

    public void CloseChat(ChatId chat) => Start(on => on.Session.CloseChatAsync(new OpenChatRequest(chat), on.Ending));

    public void WatchPresence(IReadOnlyList<UserId> users) => Start(async on =>
    {
        try
        {
            var present = await on.Session.WatchPresenceAsync(new WatchRequest(users), on.Ending);
            await on.Loop.PostAsync(machine => machine.Screen.Watched.Answered(present), on.Ending);
        }
        catch (ChatException refusal)
        {
            LogRefused(HubMethods.WatchPresence, refusal.Code);
            await on.Loop.PostAsync(machine => machine.Screen.Watched.Refused(refusal), on.Ending);
        }
    });

    public void UnwatchPresence(IReadOnlyList<UserId> users) =>
        Start(on => on.Session.UnwatchPresenceAsync(new WatchRequest(users), on.Ending));

    public void ShowTyping(Typing typing) => deliveries.Enqueue(new Delivery.OfTyping(typing));

    public void ShowPresence(UserPresence presence) => deliveries.Enqueue(new Delivery.OfPresence(presence));

    private void Start(Func<Attached, Task> call)
    {
        if (_attached is not { } on)
            return;

        on.Calls.Start(async () =>
        {
            try
            {
                await call(on);
            }
            catch (ChatException refusal)
            {
                // Of a call whose answer changes nothing here.
                LogCallRefused(refusal.Code);
            }
            catch (Exception e) when (e is ConnectionLostException or OperationCanceledException)
            {
                LogEndedWithConnection(e.Message);
            }
        });
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} was refused: {Code}")]
    private partial void LogRefused(string method, string code);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A call was refused: {Code}")]
    private partial void LogCallRefused(string code);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A call ended with its connection: {Reason}")]
    private partial void LogEndedWithConnection(string reason);

    /// <param name="Ending">Cancelled when the connection has ended.</param>
    private sealed record Attached(IHubSession Session, MachineLoop Loop, RunningCalls Calls, CancellationToken Ending);
}
