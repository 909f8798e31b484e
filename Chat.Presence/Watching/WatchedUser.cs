using Chat.Presence.Tracking;

namespace Chat.Presence.Watching;

/// <summary>One user whom one connection watches. Guarded by the board's lock.</summary>
/// <param name="begun">When the watch of this user came here.</param>
/// <param name="anew">It came with a complete report: what the watcher was told is not known.</param>
internal sealed class WatchedUser(Watch watch, Subject subject, long begun, bool anew)
{
    public Watch Watch => watch;

    public Subject Subject => subject;

    /// <summary>Its place among the subject's watchers.</summary>
    public int Index { get; set; }

    public bool Ended { get; set; }

    public Sight Sight { get; private set; }

    /// <summary>Rises when what is being asked meanwhile may be outdated.</summary>
    public int Version { get; private set; }

    /// <summary>Null: nothing by an event yet.</summary>
    public Appearance? Told { get; private set; }

    public long ToldAt { get; private set; }

    public Appearance Now => Sight == Sight.Visible
        ? new Appearance(subject.Online, subject.Online ? 0 : subject.LastSeen)
        : Appearance.Gone;

    /// <summary>Must be asked again before anything more is told.</summary>
    public void Doubt()
    {
        Sight = Sight.Unchecked;
        Version++;
    }

    public void See(Sight sight)
    {
        Sight = sight;
        if (Told is null && IsTold(begun - Timing.WatchDelay))
            Told = Now;
    }

    public void Tell(Appearance appearance, long now) => (Told, ToldAt) = (appearance, now);

    public void DoubtTold() => Told = Appearance.Uncertain;

    // What the answer of WatchPresence said still holds, unless it changed about then: for who may see the user, the user's
    // state; for the others, that they may not, and nothing else, or an event would show what they must not see.
    private bool IsTold(long since) => Sight switch
    {
        Sight.Visible => !anew && subject.ChangedAt < since,
        Sight.Hidden => !anew && subject.DoubtedAt < since,
        _ => subject.DoubtedAt < since,
    };
}
