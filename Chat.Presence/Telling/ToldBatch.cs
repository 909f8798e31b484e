using Chat.Contracts.Internal;
using Chat.Presence.Tracking;
using Chat.Presence.Watching;

namespace Chat.Presence.Telling;

/// <summary>Changes on their way to one gateway.</summary>
internal sealed class ToldBatch(ReportingGateway gateway)
{
    private readonly List<WatchedUser> _users = [];

    public ReportingGateway Gateway => gateway;

    public PresenceChanges Changes { get; } = new();

    public IReadOnlyList<WatchedUser> Users => _users;

    public void Add(WatchedUser user, Appearance appearance)
    {
        _users.Add(user);
        ChangeOf(user.Subject.Id, appearance).ConnectionIds.Add(user.Watch.Connection);
    }

    // A user's changes stand together, and there are two at most: as those see it who may, and as the others do.
    private PresenceChange ChangeOf(long id, Appearance appearance)
    {
        for (var i = Changes.Changes.Count - 1; i >= 0 && Changes.Changes[i] is { } change && change.State.UserId == id; i--)
        {
            if (change.State.Online == appearance.Online && change.State.LastSeen == appearance.LastSeen)
                return change;
        }

        var added = new PresenceChange { State = appearance.Write(id) };
        Changes.Changes.Add(added);
        return added;
    }
}
