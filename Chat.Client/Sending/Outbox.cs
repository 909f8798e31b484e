using System.Diagnostics.CodeAnalysis;
using Chat.Client.Machine;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;

namespace Chat.Client.Sending;

/// <summary>
/// Sends until their ACK: queued while offline, a window of them under way, sent again with the same clientMsgId after a lost
/// connection or <c>unavailable</c>, per chat always in their order. Chats take turns for places in the window.
/// </summary>
internal sealed class Outbox(IClientOutput output, int capacity, int window, TimeProvider time, long started, Random random)
{
    private readonly Dictionary<Guid, LinkedListNode<OutgoingSend>> _sends = [];
    private readonly Dictionary<ChatId, OutgoingChat> _chats = [];
    private readonly Queue<OutgoingChat> _line = [];
    private readonly HashSet<OutgoingChat> _held = [];
    private bool _connected;
    private int _inFlight;

    public int Count => _sends.Count;

    /// <summary>When <see cref="Turn"/> has something to do that no input announces.</summary>
    public TimeSpan? NextDue => _connected && _held.Count > 0
        ? _held.Where(chat => chat.InFlight == 0).Min(chat => chat.HeldUntil)
        : null;

    private TimeSpan Clock => time.GetElapsedTime(started);

    /// <summary>Whether a seq of that chat may belong to a send whose ACK is still to come.</summary>
    public bool MayOwnNext(ChatId chat) => _chats.TryGetValue(chat, out var outgoing) && outgoing.Sends.Any(send => send.Attempted);

    public void Enqueue(SendRequest request)
    {
        if (_sends.Count >= capacity)
        {
            output.SendFailed(request.ClientMsgId, new OutboxFullException(capacity));
            return;
        }

        var chatId = request.ChatId ?? throw new ArgumentException("A send names its chat.", nameof(request));
        if (!_chats.TryGetValue(chatId, out var chat))
            _chats.Add(chatId, chat = new OutgoingChat(chatId));
        _sends.Add(request.ClientMsgId, chat.Sends.AddLast(new OutgoingSend(request)));
        Line(chat);
        Start();
    }

    /// <summary>Takes a send back that never left; one that did goes on to its ACK.</summary>
    public void Withdraw(Guid clientMsgId)
    {
        if (_sends.TryGetValue(clientMsgId, out var node) && !node.Value.Attempted)
            Remove(node);
    }

    public void Connected()
    {
        _connected = true;
        foreach (var chat in _chats.Values)
            Line(chat);
        Start();
    }

    public void Disconnected()
    {
        _connected = false;
        _inFlight = 0;
        _held.Clear();
        foreach (var chat in _chats.Values)
        {
            chat.InFlight = 0;
            chat.HeldUntil = null;
            foreach (var send in chat.Sends)
                send.InFlight = false;
        }
    }

    /// <summary>False if the send is over already.</summary>
    public bool TryAcked(SendAck ack, [NotNullWhen(true)] out SendRequest? request)
    {
        request = null;
        if (!_sends.TryGetValue(ack.ClientMsgId, out var node))
            return false;

        request = node.Value.Request;
        var chat = Remove(node);
        if (chat is not null)
            chat.Failures = 0;
        Start();
        return true;
    }

    public void Refused(Guid clientMsgId, ChatException refusal)
    {
        if (!_sends.TryGetValue(clientMsgId, out var node))
            return;

        if (refusal.Code is ErrorCodes.Unavailable or ErrorCodes.RateLimited)
        {
            PutBack(node.Value, refusal.Code == ErrorCodes.Unavailable ? Backoff.Unavailable : Backoff.Reconnect);
        }
        else
        {
            Remove(node);
            output.SendFailed(clientMsgId, refusal);
        }

        Start();
    }

    /// <summary>Nothing will be sent any more.</summary>
    public void FailAll(Exception reason)
    {
        foreach (var clientMsgId in _sends.Keys)
            output.SendFailed(clientMsgId, reason);
        _sends.Clear();
        _chats.Clear();
        _line.Clear();
        _held.Clear();
        _inFlight = 0;
    }

    /// <summary>Lets go of the chats whose wait is over.</summary>
    public void Turn()
    {
        if (!_connected || _held.Count == 0)
            return;

        var now = Clock;
        foreach (var chat in _held.Where(chat => chat.InFlight == 0 && chat.HeldUntil <= now).ToArray())
        {
            _held.Remove(chat);
            chat.HeldUntil = null;
            Line(chat);
        }

        Start();
    }

    private void PutBack(OutgoingSend send, Backoff backoff)
    {
        var chat = _chats[send.Request.ChatId!.Value];
        Landed(send, chat);
        if (chat.HeldUntil is not null)
            return;

        chat.HeldUntil = Clock + backoff.Delay(chat.Failures++, random.NextDouble());
        _held.Add(chat);
    }

    /// <summary>Returns the chat if it has more to send.</summary>
    private OutgoingChat? Remove(LinkedListNode<OutgoingSend> node)
    {
        var send = node.Value;
        var chat = _chats[send.Request.ChatId!.Value];
        Landed(send, chat);
        _sends.Remove(send.Request.ClientMsgId);
        chat.Sends.Remove(node);
        if (chat.Sends.Count > 0)
        {
            Line(chat);
            return chat;
        }

        _chats.Remove(chat.Chat);
        _held.Remove(chat);
        return null;
    }

    private void Landed(OutgoingSend send, OutgoingChat chat)
    {
        if (!send.InFlight)
            return;
        send.InFlight = false;
        chat.InFlight--;
        _inFlight--;
    }

    private void Line(OutgoingChat chat)
    {
        if (chat.InLine || chat.NextToStart is null)
            return;
        chat.InLine = true;
        _line.Enqueue(chat);
    }

    private void Start()
    {
        while (_connected && _inFlight < window && _line.TryDequeue(out var chat))
        {
            chat.InLine = false;
            if (chat.NextToStart is not { } send)
                continue;

            send.InFlight = true;
            send.Attempted = true;
            chat.InFlight++;
            _inFlight++;
            output.Send(send.Request);
            Line(chat);
        }
    }
}
