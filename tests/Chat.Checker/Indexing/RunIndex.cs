using Chat.Contracts.Ids;

namespace Chat.Checker.Indexing;

/// <summary>A run as the policies ask for it. Made in one pass over the server's history and two over the devices'.</summary>
internal sealed class RunIndex
{
    private readonly Dictionary<ChatId, ChatIndex> _chats;
    private readonly Dictionary<MessageKey, MessageTrace> _traces = [];
    private readonly Dictionary<(ChatId, UserId), WatermarkTrace> _watermarks = [];
    private readonly Dictionary<UserId, List<ChatIndex>> _presentChats = [];

    public RunIndex(RecordedRun run)
    {
        _chats = run.Chats.ToDictionary(chat => chat.ChatId, chat => new ChatIndex(chat));
        foreach (var chat in _chats.Values)
            AddStored(chat);
        foreach (var device in run.Devices)
            AddEvents(device);
        Devices = [.. run.Devices.Select(device => DeviceIndex.Build(device, message => StandingOf(device.UserId, message)))];
    }

    public IReadOnlyList<DeviceIndex> Devices { get; }

    public IEnumerable<ChatIndex> Chats => _chats.Values;

    public IReadOnlyDictionary<MessageKey, MessageTrace> Traces => _traces;

    /// <summary>Those that the user is a member of at the end.</summary>
    public IReadOnlyList<ChatIndex> PresentChatsOf(UserId user) => _presentChats.GetValueOrDefault(user) ?? [];

    public ChatIndex? Chat(ChatId id) => _chats.GetValueOrDefault(id);

    public WatermarkTrace WatermarksOf(ChatId chat, UserId user)
    {
        if (!_watermarks.TryGetValue((chat, user), out var trace))
            _watermarks.Add((chat, user), trace = new WatermarkTrace());
        return trace;
    }

    private void AddStored(ChatIndex chat)
    {
        foreach (var entry in chat.Entries)
            Trace(chat.Id, entry.From, entry.ClientMsgId).AddStored(entry.Seq);
        foreach (var user in chat.PresentMembers)
        {
            if (!_presentChats.TryGetValue(user, out var chats))
                _presentChats.Add(user, chats = []);
            chats.Add(chat);
        }
    }

    private void AddEvents(DeviceHistory device)
    {
        var (lastLife, endsCaughtUp) = (LastLife(device), device.EndsCaughtUp);
        var user = device.UserId;
        for (var i = 0; i < device.Events.Count; i++)
        {
            switch (device.Events[i])
            {
                case SendStarted sent:
                    Trace(sent.ChatId, user, sent.ClientMsgId).Add(sent);
                    break;
                case SendAcked ack:
                    Trace(ack.ChatId, user, ack.ClientMsgId).Add(ack);
                    Chat(ack.ChatId)?.Named.Add(ack.Seq);
                    break;
                case SendRefused refused:
                    Trace(refused.ChatId, user, refused.ClientMsgId).Add(refused);
                    break;
                case MessageApplied message:
                    Chat(message.ChatId)?.Named.Add(message.Seq);
                    break;
                case ReceiptSeen seen:
                    WatermarksOf(seen.ChatId, seen.UserId).Add(seen);
                    break;
                case ReadMarked mark:
                    WatermarksOf(mark.ChatId, user).Add(mark, isClaimed: endsCaughtUp && i >= lastLife);
                    break;
            }
        }
    }

    private static int LastLife(DeviceHistory device)
    {
        var i = device.Events.Count - 1;
        while (i > 0 && device.Events[i] is not Started)
            i--;
        return i;
    }

    private Standing StandingOf(UserId user, MessageApplied message)
    {
        var chat = Chat(message.ChatId);
        foreach (var entry in chat is null ? [] : chat.At(message.Seq))
        {
            if (IsSame(entry, message))
                return chat!.MaySee(user, message.Seq) ? Standing.Stored : Standing.Leaked;
        }

        var key = new MessageKey(message.ChatId, message.From, message.ClientMsgId);
        if (!_traces.TryGetValue(key, out var trace) || !trace.WasSentAs(message.Content))
            return Standing.NeverSent;
        return trace.WasAckedAt(message.Seq, message.ServerMsgId) ? Standing.Acknowledged : Standing.Elsewhere;
    }

    private static bool IsSame(StoredEntry entry, MessageApplied message) =>
        entry.ClientMsgId == message.ClientMsgId
        && entry.Content == message.Content
        && entry.From == message.From
        && entry.ServerMsgId == message.ServerMsgId;

    private MessageTrace Trace(ChatId chat, UserId from, Guid clientMsgId)
    {
        var key = new MessageKey(chat, from, clientMsgId);
        if (!_traces.TryGetValue(key, out var trace))
            _traces.Add(key, trace = new MessageTrace());
        return trace;
    }
}
