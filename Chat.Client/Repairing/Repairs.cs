using Chat.Client.Applying;
using Chat.Client.Machine;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Retrying;

namespace Chat.Client.Repairing;

/// <summary>
/// Decides when <c>Sync</c> is asked, and for what: after each connect for everything, then for chats that are behind. One
/// Sync at a time; what falls due meanwhile goes with the next.
/// </summary>
internal sealed class Repairs(
    IClientOutput output, Inbox inbox, RepairTiming timing, int? newest, TimeProvider time, long started, Random random)
{
    private readonly HashSet<ChatProgress> _behind = [];
    private readonly Queue<ChatProgress[]> _toCatchUp = [];
    private SyncRun? _run;
    private int _runs;
    private int _failures;
    private TimeSpan? _retryAt;
    private TimeSpan _nextAsk = TimeSpan.MaxValue;

    public enum Phase
    {
        Offline,
        CatchingUp,
        Live,
    }

    public Phase Now { get; private set; }

    /// <summary>When <see cref="Turn"/> has something to do that no input announces.</summary>
    public TimeSpan? NextDue => _run is not null || !inbox.HasAmpleRoom ? null
        : Now == Phase.CatchingUp ? _retryAt
        : Now == Phase.Live && _nextAsk != TimeSpan.MaxValue ? _nextAsk
        : null;

    private TimeSpan Clock => time.GetElapsedTime(started);

    public void Connected(IEnumerable<ChatProgress> chats)
    {
        Now = Phase.CatchingUp;
        _failures = 0;
        _retryAt = TimeSpan.Zero;
        Plan(chats);
    }

    public void Disconnected()
    {
        Now = Phase.Offline;
        _run = null;
        _toCatchUp.Clear();
    }

    /// <summary>Null if this is not the Sync under way.</summary>
    public SyncRun? Run(int number) => _run?.Number == number ? _run : null;

    /// <summary>Returns whether the connection's first Sync is complete with this.</summary>
    public bool Completed(SyncRun run)
    {
        _run = null;
        _failures = 0;
        foreach (var (chat, head) in run.Heads)
        {
            var before = chat.Applied;
            inbox.CloseThrough(chat, head);
            if (chat.Applied != before)
                output.Passed(chat.Chat, chat.Applied);
            chat.AskAt = chat.AskAnyway ? chat.AskAt : null;
        }

        if (Now != Phase.CatchingUp)
            return false;
        if (_toCatchUp.Count > 0)
            return false;
        Now = Phase.Live;
        return true;
    }

    /// <summary>The Sync broke off, or was broken off: asked again from where the chats stand now.</summary>
    public void Failed(SyncRun run, IEnumerable<ChatProgress> chats)
    {
        _run = null;
        _retryAt = Clock + Backoff.Unavailable.Delay(_failures++, random.NextDouble());
        if (Now == Phase.CatchingUp)
        {
            Plan(chats);
            return;
        }

        foreach (var chat in run.Heads.Keys)
        {
            // A time that nobody waits for would hide the next gap.
            if (chat.IsBehind)
                AskAt(chat, _retryAt.Value);
            else
                chat.AskAt = null;
        }

        foreach (var chat in run.Anyway)
            AskAnyway(chat, _retryAt.Value);
    }

    /// <summary>Sets or clears the time to ask for what a chat is missing.</summary>
    /// <param name="moved">Whether the chat has advanced: what is missing now is missing since now.</param>
    public void Reconsider(ChatProgress chat, bool moved, bool ownSendsUnderWay)
    {
        if (!chat.IsBehind)
        {
            if (chat.AskAnyway)
                return;
            _behind.Remove(chat);
            chat.AskAt = null;
            return;
        }

        _behind.Add(chat);
        var wait = chat.HighestPush <= chat.Applied ? Jittered(timing.Quiet)
            : ownSendsUnderWay ? Jittered(timing.OwnSends)
            : TimeSpan.Zero;
        var at = Clock + wait;
        if (moved || chat.AskAt is null || at < chat.AskAt)
            AskAt(chat, at);
    }

    /// <summary>Asks for what there is of a chat, whether or not anything is known to be missing.</summary>
    public void AskFor(ChatProgress chat) => AskAnyway(chat, Clock);

    /// <summary>Begins the next Sync if one is due.</summary>
    public void Turn(IReadOnlyCollection<ChatProgress> chats)
    {
        if (_run is not null || !inbox.HasAmpleRoom)
            return;

        if (Now == Phase.CatchingUp && _retryAt <= Clock)
            CatchUp(chats);
        else if (Now == Phase.Live && _nextAsk <= Clock)
            Repair();
    }

    /// <summary>
    /// Up to 2,000 chats go in one call, which also brings the chats that this device does not know. More go in several that
    /// name their chats only (a call would replay those it does not name from their start); the first heartbeat's heads tell
    /// of unknown ones then.
    /// </summary>
    private void Plan(IEnumerable<ChatProgress> chats)
    {
        _toCatchUp.Clear();
        var known = chats.ToArray();
        foreach (var part in known.Chunk(Limits.MaxCursors))
            _toCatchUp.Enqueue(part);
        if (known.Length == 0)
            _toCatchUp.Enqueue([]);
    }

    private void CatchUp(IReadOnlyCollection<ChatProgress> chats)
    {
        if (chats.Count <= Limits.MaxCursors)
        {
            _toCatchUp.Clear();
            Begin(chats, only: false, afterConnect: true);
        }
        else
        {
            Begin(_toCatchUp.Dequeue(), only: true, afterConnect: true);
        }
    }

    private void Repair()
    {
        var now = Clock;
        var due = _behind.Where(chat => chat.AskAt <= now).Take(Limits.MaxCursors).ToArray();
        foreach (var chat in due)
            chat.AskAt = null;
        _nextAsk = _behind.Min(chat => chat.AskAt) ?? TimeSpan.MaxValue;
        if (due.Length > 0)
            Begin(due, only: true, afterConnect: false);
    }

    private void Begin(IEnumerable<ChatProgress> chats, bool only, bool afterConnect)
    {
        var heads = chats.ToDictionary(chat => chat, chat => chat.Head);
        ChatProgress[] anyway = [.. heads.Keys.Where(chat => chat.AskAnyway)];
        foreach (var chat in anyway)
            chat.AskAnyway = false;
        _run = new SyncRun(++_runs, afterConnect, heads, anyway);
        var cursors = _run.Heads.Keys.Select(chat => new Cursor(chat.Chat, chat.Applied)).ToArray();
        output.Sync(_run.Number, new SyncRequest(cursors, only, only ? null : newest));
    }

    private void AskAnyway(ChatProgress chat, TimeSpan at)
    {
        chat.AskAnyway = true;
        _behind.Add(chat);
        AskAt(chat, at);
    }

    private void AskAt(ChatProgress chat, TimeSpan at)
    {
        chat.AskAt = at;
        if (at < _nextAsk)
            _nextAsk = at;
    }

    private TimeSpan Jittered(TimeSpan wait) => wait * (1 + (random.NextDouble() / 2));
}
