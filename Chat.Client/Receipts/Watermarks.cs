using Chat.Client.Machine;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;

namespace Chat.Client.Receipts;

/// <summary>
/// Claims DELIVERED and READ, coalesced: at most one claim a chat in each interval. What the server has not confirmed is
/// claimed again, after a Sync too.
/// </summary>
internal sealed class Watermarks(IClientOutput output, bool claimsDelivered, TimeSpan interval, TimeProvider time, long started)
{
    /// <summary>Claims begun in one turn: after a long absence thousands of chats have something to claim.</summary>
    private const int MaxPerTurn = 100;

    private readonly Dictionary<ChatId, Mark> _marks = [];
    private readonly HashSet<ChatId> _owing = [];
    private bool _live;
    private TimeSpan _nextTurn;

    /// <summary>When <see cref="Turn"/> has something to do that no input announces.</summary>
    public TimeSpan? NextDue => _live && _owing.Count > 0 ? _nextTurn : null;

    private TimeSpan Clock => time.GetElapsedTime(started);

    public void Delivered(ChatId chat, long through)
    {
        if (!claimsDelivered || through <= 0)
            return;
        var mark = MarkOf(chat);
        mark.Delivered = Math.Max(mark.Delivered, through);
        Owe(chat, mark);
    }

    public void Read(ChatId chat, long through)
    {
        var mark = MarkOf(chat);
        mark.Read = Math.Max(mark.Read, through);
        Owe(chat, mark);
    }

    /// <summary>From now on claims can be made: the prefix that they name is complete.</summary>
    public void CaughtUp()
    {
        _live = true;
        _nextTurn = Clock + interval;
    }

    public void Disconnected()
    {
        _live = false;
        foreach (var (chat, mark) in _marks.Where(pair => pair.Value.UnderWay))
        {
            mark.UnderWay = false;
            Owe(chat, mark);
        }
    }

    /// <param name="again">Whether the claim is to be made again: it was not refused for good.</param>
    public void Settled(ChatId chat, ReceiptType type, long seq, bool again)
    {
        var mark = MarkOf(chat);
        mark.UnderWay = false;
        if (!again && type == ReceiptType.READ)
            mark.ConfirmedRead = Math.Max(mark.ConfirmedRead, seq);
        else if (!again)
            mark.ConfirmedDelivered = Math.Max(mark.ConfirmedDelivered, seq);
        Owe(chat, mark);
    }

    public void Turn()
    {
        var now = Clock;
        if (!_live || _owing.Count == 0 || now < _nextTurn)
            return;

        _nextTurn = now + interval;
        foreach (var chat in _owing.Take(MaxPerTurn).ToArray())
        {
            _owing.Remove(chat);
            var mark = _marks[chat];
            mark.UnderWay = true;
            if (mark.OwesRead)
                output.Receipt(chat, ReceiptType.READ, mark.Read);
            else
                output.Receipt(chat, ReceiptType.DELIVERED, mark.Delivered);
        }
    }

    private Mark MarkOf(ChatId chat)
    {
        if (!_marks.TryGetValue(chat, out var mark))
            _marks.Add(chat, mark = new Mark());
        return mark;
    }

    private void Owe(ChatId chat, Mark mark)
    {
        if (mark.UnderWay || !(mark.OwesRead || mark.OwesDelivered))
            return;
        // The first claim after a pause waits for an interval, so that those that follow close behind go with it.
        if (_owing.Count == 0)
            _nextTurn = Clock + interval;
        _owing.Add(chat);
    }
}
