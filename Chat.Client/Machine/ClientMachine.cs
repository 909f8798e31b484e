using Chat.Client.Applying;
using Chat.Client.Counting;
using Chat.Client.Receipts;
using Chat.Client.Repairing;
using Chat.Client.Sending;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Machine;

/// <summary>
/// The device's side of the protocol as a state machine: inputs are what network, application and clock do, outputs go to
/// <see cref="IClientOutput"/>. It has no thread, no task, no clock and no randomness of its own; its user calls one input at
/// a time and <see cref="Turn"/> after each, and when <see cref="NextDue"/> comes.
/// </summary>
internal sealed class ClientMachine
{
    private readonly IClientOutput _output;
    private readonly WireCounter _counter;
    private readonly Dictionary<ChatId, ChatProgress> _chats;
    private readonly Inbox _inbox;
    private readonly Outbox _outbox;
    private readonly Repairs _repairs;
    private readonly Watermarks _watermarks;
    private (UserId User, DeviceId Device) _self;
    private Exception? _stopped;
    private bool _opening;

    /// <param name="cursors">What the application has handled of each chat in earlier runs.</param>
    public ClientMachine(
        IClientOutput output,
        IReadOnlyDictionary<ChatId, long> cursors,
        ClientMachineOptions options,
        TimeProvider time,
        Random random,
        WireCounter counter)
    {
        var started = time.GetTimestamp();
        _output = output;
        _counter = counter;
        _chats = cursors.ToDictionary(pair => pair.Key, pair => new ChatProgress(pair.Key, pair.Value));
        _inbox = new Inbox(output, options.InboxCapacity);
        _outbox = new Outbox(output, options.OutboxCapacity, options.SendWindow, time, started, random);
        _repairs = new Repairs(output, _inbox, options.Repair, options.Newest, time, started, random);
        _watermarks = new Watermarks(output, options.ClaimsDelivered, options.ReceiptInterval, time, started);
        Screen = new Screen(output, time, started, random);
        foreach (var (chat, seq) in cursors)
            _watermarks.Delivered(chat, seq);
    }

    public Screen Screen { get; }

    /// <summary>On the clock that began with the machine; null: only an input makes work.</summary>
    public TimeSpan? NextDue => Due.Earliest(_repairs.NextDue, _outbox.NextDue, _watermarks.NextDue, Screen.NextDue);

    public void Connected(UserId user, DeviceId device)
    {
        _self = (user, device);
        _stopped = null;
        _opening = true;
        Screen.Open.Connected();
        BeginOnceOpen();
    }

    /// <summary>The connection is over, and so is every call that was under way on it.</summary>
    public void Disconnected()
    {
        _repairs.Disconnected();
        _outbox.Disconnected();
        _watermarks.Disconnected();
        Screen.Disconnected();
        _opening = false;
    }

    public void Pushed(Message message)
    {
        _counter.Pushed();
        var chat = ChatOf(message.ChatId);
        chat.LearnPush(message.Seq);
        if (chat.Has(message.Seq))
            _counter.Repeated();
        else
            TakeOrRefuse(chat, message);
    }

    public void SyncItem(int number, Message message)
    {
        if (_repairs.Run(number) is not { } run)
            return;

        if (run.AfterConnect)
            _counter.Replayed();
        else
            _counter.Repaired();

        var chat = ChatOf(message.ChatId);
        if (chat.Has(message.Seq))
        {
            _counter.Repeated();
        }
        else
        {
            // The stream is in seq order: what it left out below this one does not exist for this user.
            _inbox.CloseThrough(chat, message.Seq - 1);
            if (chat.Has(message.Seq) || TakeOrRefuse(chat, message))
                return;
            _output.CancelSync(number);
            _repairs.Failed(run, _chats.Values);
        }
    }

    public void SyncCompleted(int number)
    {
        if (_repairs.Run(number) is not { } run)
            return;

        var caughtUp = _repairs.Completed(run);
        foreach (var chat in run.Heads.Keys)
            Reconsider(chat, moved: true);
        if (!caughtUp)
            return;
        _watermarks.CaughtUp();
        _output.CaughtUp();
    }

    public void SyncFailed(int number)
    {
        if (_repairs.Run(number) is { } run)
            _repairs.Failed(run, _chats.Values);
    }

    public void HeadsTold(Heads heads)
    {
        foreach (var head in heads.Items)
        {
            var chat = ChatOf(head.ChatId);
            chat.LearnHead(head.LastSeq);
            Reconsider(chat, moved: false);
        }
    }

    /// <summary>A chat that this device does not know yet begins at the first message it may see; one that the user comes back to
    /// is asked for.</summary>
    public void Changed(ChatChanged change)
    {
        var joined = change.Change == ChatChange.Created
            // Without a user it tells of many: this one may be among them.
            || (change.Change == ChatChange.MemberAdded && (change.UserId is null || change.UserId == _self.User));
        if (!joined || _repairs.Now != Repairs.Phase.Live)
            return;

        if (!_chats.TryGetValue(change.ChatId, out var chat))
            _chats.Add(change.ChatId, new ChatProgress(change.ChatId, Math.Max(change.FirstSeq, 1) - 1));
        else if (chat.TryReturn())
            _repairs.AskFor(chat);
    }

    public void Enqueue(SendRequest request)
    {
        if (_stopped is null)
            _outbox.Enqueue(request);
        else
            _output.SendFailed(request.ClientMsgId, _stopped);
    }

    public void Withdraw(Guid clientMsgId) => _outbox.Withdraw(clientMsgId);

    /// <summary>The device that sent it gets no push: the ACK is its message.</summary>
    public void Acked(SendAck ack)
    {
        if (!_outbox.TryAcked(ack, out var request))
            return;

        _output.SendDone(ack);
        var chat = ChatOf(ack.ChatId);
        if (chat.Has(ack.Seq))
            return;

        TakeOrRefuse(chat, new Message(
            ack.ServerMsgId,
            ack.ChatId,
            ack.Seq,
            request.Kind ?? MessageKindText.Write(MessageKind.Message),
            request.RefSeq,
            _self.User,
            _self.Device,
            ack.ClientMsgId,
            request.Ciphertext ?? [],
            request.MediaIds ?? [],
            ack.SentAt));
    }

    public void SendRefused(Guid clientMsgId, ChatException refusal) => _outbox.Refused(clientMsgId, refusal);

    /// <summary>The application is done with what was delivered, in that order, up to these cursors.</summary>
    /// <param name="count">Messages that this was.</param>
    public void Handled(IReadOnlyCollection<Cursor> cursors, int count)
    {
        _inbox.Handled(count);
        foreach (var cursor in cursors)
            _watermarks.Delivered(cursor.ChatId, cursor.Seq);
    }

    public void Read(ChatId chat, long seq) => _watermarks.Read(chat, seq);

    public void ReceiptSettled(ChatId chat, ReceiptType type, long seq, bool again) => _watermarks.Settled(chat, type, seq, again);

    /// <summary>What was sent before may not have been pushed: the Sync to come brings it, or one for this chat.</summary>
    public void ChatOpened(ChatId chat)
    {
        Screen.Open.Opened(chat);
        if (!_opening)
            _repairs.AskFor(ChatOf(chat));
        BeginOnceOpen();
    }

    public void OpenRefused(ChatId chat, ChatException refusal)
    {
        Screen.Open.Refused(chat, refusal);
        BeginOnceOpen();
    }

    /// <summary>The client has stopped for good: what waits to be sent never will be.</summary>
    public void Stopped(Exception reason)
    {
        _stopped = reason;
        _outbox.FailAll(reason);
    }

    public void Turn()
    {
        _repairs.Turn(_chats.Values);
        _outbox.Turn();
        _watermarks.Turn();
        Screen.Turn();
    }

    /// <summary>The first Sync waits until the server knows what is open here, so that nothing is missed in between.</summary>
    private void BeginOnceOpen()
    {
        if (!_opening || Screen.Open.AreBeingTold)
            return;

        _opening = false;
        _repairs.Connected(_chats.Values);
        // The Sync leaves before the sends: a device counts as connected from its first answered call on.
        _repairs.Turn(_chats.Values);
        _outbox.Connected();
        Screen.Connected();
    }

    private bool TakeOrRefuse(ChatProgress chat, Message message)
    {
        var before = chat.Applied;
        var hasRoom = _inbox.HasRoomFor(chat, message.Seq);
        if (hasRoom)
        {
            _inbox.Take(chat, message);
        }
        else
        {
            _counter.Refused();
            chat.LearnHead(message.Seq);
        }

        Reconsider(chat, moved: chat.Applied != before);
        return hasRoom;
    }

    private void Reconsider(ChatProgress chat, bool moved) =>
        _repairs.Reconsider(chat, moved, ownSendsUnderWay: _outbox.MayOwnNext(chat.Chat));

    private ChatProgress ChatOf(ChatId id)
    {
        if (!_chats.TryGetValue(id, out var chat))
            _chats.Add(id, chat = new ChatProgress(id, 0));
        return chat;
    }
}
