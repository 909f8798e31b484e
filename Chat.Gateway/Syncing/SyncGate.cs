using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Syncing;

/// <summary>
/// Decides what becomes of a live message while a replay runs on the connection, so that live messages never overtake a
/// replay and none is lost between the two.
/// </summary>
/// <remarks>
/// <para>A covered chat is first <em>to come</em>: live messages are dropped, the replay will bring them; the lowest and
/// highest seq are remembered. From its first page on it is <em>held</em>: live messages wait, and are dropped and
/// remembered when too many do. At the end of its replay, complete up to T, it goes <em>live</em> if nothing above T was
/// dropped: what is held above T goes out, in order. Else it stays held, and the next round asks for it again after T.</para>
/// <para>After a chat has gone live, a live message that its replay has brought already (it was on its way) is not
/// repeated. Before the connection's first invocation messages are dropped: the device does not count as connected.</para>
/// <para>Guarded by the connection's lock; the caller holds it.</para>
/// </remarks>
/// <param name="maxHeld">Live messages that may wait, all chats together.</param>
/// <param name="write">Where what may go out goes.</param>
public sealed class SyncGate(int maxHeld, Action<Frame> write)
{
    /// <summary>Chats for which the end of the replay is remembered; beyond that, a message may be repeated.</summary>
    private const int MaxBrought = 1_024;

    private bool _started;
    private Dictionary<ChatId, Replayed>? _chats;
    private HashSet<ChatId>? _only;
    private Dictionary<ChatId, long>? _brought;
    private int _held;

    /// <summary>From now on live messages go out, except where a replay holds them.</summary>
    public void Start() => _started = true;

    /// <summary>A replay begins.</summary>
    /// <param name="only">The chats that it covers; null: all.</param>
    public void Open(IEnumerable<Cursor> cursors, bool only)
    {
        _started = true;
        _held = 0;
        _chats = [];
        _only = only ? [] : null;
        foreach (var cursor in cursors)
        {
            _chats[cursor.ChatId] = new Replayed { From = cursor.Seq };
            _only?.Add(cursor.ChatId);
        }
    }

    public void Push(ChatId chat, long seq, Frame frame)
    {
        if (!_started)
            return;
        if (_chats is null || (_only is not null && !_only.Contains(chat)))
        {
            Pass(chat, seq, frame);
            return;
        }

        if (!_chats.TryGetValue(chat, out var replayed))
            _chats[chat] = replayed = new Replayed();

        if (replayed.Live)
            Pass(chat, seq, frame);
        else if (replayed.Holding && _held < maxHeld)
            Hold(replayed, seq, frame);
        else
            replayed.Drop(seq);
    }

    /// <summary>The replay reaches this chat: its first page has come.</summary>
    public void Begin(ChatId chat)
    {
        if (_chats is null)
            return;
        if (!_chats.TryGetValue(chat, out var replayed))
            _chats[chat] = replayed = new Replayed();
        replayed.Holding = true;
        replayed.Paged = true;
    }

    /// <summary>The messages of this chat up to <paramref name="seq"/> are written; more may follow.</summary>
    public void Advance(ChatId chat, long seq)
    {
        if (_chats is not null && _chats.TryGetValue(chat, out var replayed))
            replayed.Through = Math.Max(replayed.Through, seq);
    }

    /// <summary>The replay of this chat is complete up to <paramref name="through"/> and its last message is written.
    /// False: something later was dropped; the chat stays held for the next round.</summary>
    public bool End(ChatId chat, long through)
    {
        if (_chats is null || !_chats.TryGetValue(chat, out var replayed))
            return true;

        replayed.Through = Math.Max(replayed.Through, through);
        if (replayed.High > replayed.Through || replayed.Asked > replayed.Through)
            return false;

        GoLive(chat, replayed);
        return true;
    }

    /// <summary>All pages of this round are written. Chats with nothing to bring go live; returned is after which seq to
    /// ask for those of which something was dropped. None: the replay is complete, and over.</summary>
    public IReadOnlyList<Cursor> EndRound()
    {
        if (_chats is null)
            return [];

        var again = new List<Cursor>();
        foreach (var (chat, replayed) in _chats)
        {
            if (replayed.Live)
                continue;
            // A round that was asked for a chat and brought no page of it: the dropped ones are not this user's to see.
            if (replayed.High == 0 && (replayed.Asked <= replayed.Through || !replayed.Paged))
                GoLive(chat, replayed);
            else
                again.Add(new Cursor(chat, replayed.AskAgain()));
        }

        if (again.Count == 0)
            Close();
        else
            _only = [.. again.Select(cursor => cursor.ChatId)];
        return again;
    }

    /// <summary>The replay is over, complete or not: all chats are live. What was held goes with it.</summary>
    public void Close()
    {
        _chats = null;
        _only = null;
        _held = 0;
    }

    /// <summary>Forgets what replays have brought: what was on its way then has long arrived.</summary>
    public void Forget() => _brought = null;

    private void Hold(Replayed replayed, long seq, Frame frame)
    {
        if ((replayed.Held ??= []).TryAdd(seq, frame))
            _held++;
    }

    private void GoLive(ChatId chat, Replayed replayed)
    {
        replayed.Live = true;
        if (replayed.Through > 0 && (_brought ??= []).Count < MaxBrought)
            _brought[chat] = replayed.Through;
        if (replayed.Held is not { } held)
            return;

        _held -= held.Count;
        replayed.Held = null;
        foreach (var (seq, frame) in held)
        {
            if (seq > replayed.Through)
                Pass(chat, seq, frame);
        }
    }

    private void Pass(ChatId chat, long seq, Frame frame)
    {
        if (_brought is not null && _brought.TryGetValue(chat, out var through))
        {
            if (seq <= through)
                return;
            _brought.Remove(chat);
        }

        write(frame);
    }

    private sealed class Replayed
    {
        /// <summary>After which seq it was asked for; null: from where the server chooses.</summary>
        public long? From { get; set; }

        public bool Holding { get; set; }

        /// <summary>A page of it came in this round.</summary>
        public bool Paged { get; set; }

        public bool Live { get; set; }

        /// <summary>Complete up to here; 0: nothing has come yet.</summary>
        public long Through { get; set; }

        /// <summary>Lowest and highest seq dropped since the last round began; 0: none.</summary>
        public long Low { get; private set; }

        public long High { get; private set; }

        /// <summary>The highest dropped seq for which this round was asked.</summary>
        public long Asked { get; private set; }

        public SortedDictionary<long, Frame>? Held { get; set; }

        public void Drop(long seq)
        {
            Low = Low == 0 ? seq : Math.Min(Low, seq);
            High = Math.Max(High, seq);
        }

        public long AskAgain()
        {
            // Not from before what was dropped: what is below that may be the device's own, which is not pushed to it.
            var after = Through > 0 ? Through : Math.Min(From ?? 0, Low > 0 ? Low - 1 : long.MaxValue);
            From = after;
            Asked = Math.Max(Asked, High);
            Low = High = 0;
            Holding = true;
            Paged = false;
            return after;
        }
    }
}
