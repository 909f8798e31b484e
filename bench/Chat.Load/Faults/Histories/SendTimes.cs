using Chat.Contracts.Ids;
using Chat.Load.Faults.Population;

namespace Chat.Load.Faults.Histories;

/// <summary>When every message of the run was sent and ACKed.</summary>
internal sealed class SendTimes
{
    private readonly Dictionary<Guid, Send> _byId = [];
    private readonly ILookup<ChatId, Send> _byChat;
    private readonly Dictionary<(ChatId Chat, long Seq), Send> _bySeq = [];

    public SendTimes(LoadedCrowd crowd)
    {
        foreach (var entry in crowd.Devices.SelectMany(device => device.Journal.Read()))
        {
            if (entry.Event == JournalEvent.SendStarted)
                _byId.TryAdd(entry.ClientMsgId, new Send(entry.Chat, entry.At));
            else if (entry.Event == JournalEvent.SendAcked && _byId.TryGetValue(entry.ClientMsgId, out var send))
                (send.Seq, send.Acked) = (entry.Seq, entry.At);
        }

        _byChat = _byId.Values.ToLookup(send => send.Chat);
        foreach (var send in _byId.Values.Where(send => send.Seq > 0))
            _bySeq.TryAdd((send.Chat, send.Seq), send);
    }

    public int Count => _byId.Count;

    /// <summary>Of the ACK, or of the sending if there was none; null: it is none of this run's.</summary>
    public TimeSpan? Of(Guid? id, ChatId chat, long? seq)
    {
        var send = id is { } known ? _byId.GetValueOrDefault(known) : null;
        send ??= seq is { } at ? _bySeq.GetValueOrDefault((chat, at)) : null;
        return send?.Acked ?? send?.Started;
    }

    /// <summary>The highest seq of the chat that was ACKed before that time; 0: none.</summary>
    public long AckedBefore(ChatId chat, TimeSpan time) =>
        _byChat[chat].Where(send => send.Acked < time).Select(send => send.Seq).DefaultIfEmpty(0).Max();

    /// <summary>The lowest seq of what was sent to the chat after that time; null: nothing was.</summary>
    public long? StartedAfter(ChatId chat, TimeSpan time) =>
        _byChat[chat].Where(send => send.Started > time && send.Seq > 0).Select(send => (long?)send.Seq).Min();

    private sealed class Send(ChatId chat, TimeSpan started)
    {
        public ChatId Chat { get; } = chat;

        public TimeSpan Started { get; } = started;

        public TimeSpan? Acked { get; set; }

        public long Seq { get; set; }
    }
}
