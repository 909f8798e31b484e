using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Presence.Tracking;
using Chat.Presence.Visibility;
using Chat.Presence.Watching;

namespace Chat.Presence.Reading;

/// <summary>This replica's users as one user sees them now. Who shares no chat with it is left out.</summary>
internal sealed class PresenceReader(Board board, VisibilityReader visibility)
{
    /// <exception cref="ChatException"><c>unavailable</c> when Messaging cannot be reached, and while it is not known (right after
    /// a start) whether all of them are there.</exception>
    public async Task<PresenceResult> ReadAsync(PresenceQuery query, CancellationToken cancellation)
    {
        var asked = new WatcherQuery { WatcherId = query.WatcherId, UserIds = { query.UserIds } };
        var watcher = await visibility.ReadAsync(asked, cancellation);
        var states = board.Look([.. watcher.Users.Select(user => user.UserId)]);
        var result = new PresenceResult();
        for (var i = 0; i < states.Length; i++)
            result.States.Add(See(watcher.Users[i], states[i]).Write(watcher.Users[i].UserId));
        return result;
    }

    private static Appearance See(VisibleUser user, Appearance? state)
    {
        if (user.Hidden)
            return Appearance.Gone;
        return state switch
        {
            { Online: true } there => there,
            { } gone => gone with { LastSeen = Math.Max(gone.LastSeen, user.LastSeen) },
            null => throw ChatException.Unavailable("It is not known yet who is there."),
        };
    }
}
