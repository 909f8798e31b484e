using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Checker.Tests.Recording;

internal sealed class DeviceBuilder(RunBuilder run, UserId user, DeviceId id)
{
    private readonly List<DeviceEvent> _events = [];
    private readonly Dictionary<ChatId, long> _applied = [];
    private Dictionary<ChatId, long> _saved = [];

    public UserId User => user;

    public DeviceId Id => id;

    public IReadOnlyList<DeviceEvent> Events => _events;

    public bool IsOnline { get; private set; }

    public long Applied(ChatBuilder chat) => _applied.GetValueOrDefault(chat.Id);

    public void Start()
    {
        _events.Add(new Started(run.Now(), [.. _saved.Select(saved => new Cursor(saved.Key, saved.Value))]));
        Connect();
    }

    public void Connect()
    {
        if (IsOnline)
            return;
        _events.Add(new Connected(run.Now()));
        foreach (var chat in run.Chats.Where(chat => chat.IsPresent(user)))
            Sync(chat);
        _events.Add(new CaughtUp(run.Now()));
        IsOnline = true;
    }

    public void Disconnect()
    {
        if (IsOnline)
            _events.Add(new Disconnected(run.Now()));
        IsOnline = false;
    }

    /// <summary>Killed: the last that many applied of each chat were not saved, and come again in the next life.</summary>
    public void Crash(int unsaved)
    {
        _saved = _applied.ToDictionary(
            applied => applied.Key, applied => Math.Max(applied.Value - unsaved, _saved.GetValueOrDefault(applied.Key)));
        _applied.Clear();
        foreach (var (chat, seq) in _saved)
            _applied[chat] = seq;
        IsOnline = false;
    }

    public StoredEntry Send(ChatBuilder chat, bool isEvent = false)
    {
        var send = Begin(chat, isEvent);
        var entry = chat.Store(user, send);
        Acknowledge(chat, entry);
        Push(chat);
        return entry;
    }

    /// <summary>Stored, but the device gave up before the ACK came.</summary>
    public StoredEntry SendUnanswered(ChatBuilder chat)
    {
        var send = Begin(chat, isEvent: false);
        var entry = chat.Store(user, send);
        Push(chat);
        _events.Add(new SendUnknown(run.Now(), chat.Id, send.ClientMsgId));
        return entry;
    }

    /// <summary>Not stored, which the device does not know.</summary>
    public SendStarted SendInVain(ChatBuilder chat)
    {
        var send = Begin(chat, isEvent: false);
        _events.Add(new SendUnknown(run.Now(), chat.Id, send.ClientMsgId));
        return send;
    }

    public SendStarted SendRefused(ChatBuilder chat)
    {
        var send = Begin(chat, isEvent: false);
        _events.Add(new SendRefused(run.Now(), chat.Id, send.ClientMsgId, "rate-limited"));
        return send;
    }

    /// <summary>Killed between the send and its ACK; the next life sends it again.</summary>
    public StoredEntry SendAcrossCrash(ChatBuilder chat, bool isStoredAtOnce, int unsaved)
    {
        var send = Begin(chat, isEvent: false);
        if (isStoredAtOnce)
        {
            chat.Store(user, send);
            Push(chat, except: this);
        }

        Crash(unsaved);
        Start();
        _events.Add(send with { At = run.Now() });
        var entry = chat.Find(user, send.ClientMsgId) ?? chat.Store(user, send);
        Acknowledge(chat, entry);
        Push(chat);
        return entry;
    }

    /// <summary>Everything that this device has applied.</summary>
    public void Read(ChatBuilder chat)
    {
        var seq = Applied(chat);
        _events.Add(new ReadMarked(run.Now(), chat.Id, seq));
        if (seq <= chat.WatermarksOf(user).Read)
            return;
        chat.Move(user, read: seq, delivered: seq);
        Announce(chat, ReceiptType.READ, seq);
    }

    public void ClaimDelivered(ChatBuilder chat)
    {
        var seq = Applied(chat);
        if (seq <= chat.WatermarksOf(user).Delivered)
            return;
        chat.Move(user, read: 0, delivered: seq);
        Announce(chat, ReceiptType.DELIVERED, seq);
    }

    private SendStarted Begin(ChatBuilder chat, bool isEvent)
    {
        var number = run.Number();
        var send = new SendStarted(
            run.Now(), chat.Id, new Guid(number, 0, 0, new byte[8]), ContentHash.Of(BitConverter.GetBytes(number)), isEvent);
        _events.Add(send);
        return send;
    }

    private void Acknowledge(ChatBuilder chat, StoredEntry entry) =>
        _events.Add(new SendAcked(run.Now(), chat.Id, entry.ClientMsgId, entry.ServerMsgId, entry.Seq));

    /// <summary>Who came back while online asks, with the first push, for what is left of the former time.</summary>
    private void Push(ChatBuilder chat, DeviceBuilder? except = null)
    {
        foreach (var device in Listening(chat).Where(device => device != except))
            device.Sync(chat);
    }

    private void Sync(ChatBuilder chat)
    {
        foreach (var entry in chat.VisibleTo(user, after: Applied(chat)))
            Apply(chat, entry);
    }

    private void Announce(ChatBuilder chat, ReceiptType type, long seq)
    {
        foreach (var device in Listening(chat).Where(device => device != this))
            device._events.Add(new ReceiptSeen(run.Now(), chat.Id, user, type, seq));
    }

    private IEnumerable<DeviceBuilder> Listening(ChatBuilder chat) =>
        run.Devices.Where(device => device.IsOnline && chat.IsPresent(device.User));

    private void Apply(ChatBuilder chat, StoredEntry entry)
    {
        _events.Add(new MessageApplied(
            run.Now(), chat.Id, entry.Seq, entry.ServerMsgId, entry.From, entry.ClientMsgId, entry.Content));
        _applied[chat.Id] = entry.Seq;
    }
}
