using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Gateway.Syncing;

/// <summary>How far one round of a replay has come, so that it goes on elsewhere from where it stood.</summary>
public sealed class ReplayProgress
{
    private readonly UserId _user;
    private readonly bool _only;
    private readonly int _newest;
    private readonly Dictionary<ChatId, long> _cursors = [];
    private readonly HashSet<ChatId> _complete = [];

    public ReplayProgress(UserId user, IReadOnlyList<Cursor> cursors, bool only, int newest)
    {
        _user = user;
        _only = only;
        _newest = newest;
        foreach (var (chat, seq) in cursors)
            _cursors[chat] = seq;
    }

    /// <summary>A chat that is complete has a cursor all the same: it would start from its first seq otherwise.</summary>
    public SyncQuery Query()
    {
        var query = new SyncQuery { UserId = _user.Value, Only = _only, Newest = _newest };
        foreach (var (chat, seq) in _cursors)
        {
            if (!_only || !_complete.Contains(chat))
                query.Cursors.Add(new SyncCursor { ChatId = chat.Value, Seq = seq });
        }

        return query;
    }

    /// <summary>Its replay is over; it is live, and what a continued stream brings of it has been pushed.</summary>
    public bool IsComplete(ChatId chat) => _complete.Contains(chat);

    /// <summary>The page is written.</summary>
    public void Brought(SyncPage page)
    {
        var chat = new ChatId(page.ChatId);
        if (page.Messages.Count > 0)
            _cursors[chat] = page.Messages[^1].Seq;
        if (!page.Last)
            return;

        _cursors[chat] = Math.Max(_cursors.GetValueOrDefault(chat), page.Through);
        _complete.Add(chat);
    }
}
