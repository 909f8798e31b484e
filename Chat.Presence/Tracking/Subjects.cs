using Chat.Presence.LastSeen;

namespace Chat.Presence.Tracking;

/// <summary>The users that this replica knows anything of. Who is neither there nor watched is forgotten. Guarded by the
/// board's lock.</summary>
internal sealed class Subjects(LastSeenWriter lastSeen)
{
    private readonly Dictionary<long, Subject> _all = [];
    private readonly HashSet<Subject> _leaving = [];
    private int _online;

    public int Online => Volatile.Read(ref _online);

    /// <summary>Those whose watchers may have to be told something.</summary>
    public HashSet<Subject> Changed { get; } = [];

    public Subject? Find(long user) => _all.GetValueOrDefault(user);

    public Subject Of(long user)
    {
        if (!_all.TryGetValue(user, out var subject))
            _all[user] = subject = new Subject(user);
        return subject;
    }

    /// <summary>Whose absence may count by now.</summary>
    public void SettleLeaving(long now)
    {
        foreach (var subject in _leaving.ToArray())
            Settle(subject, now);
    }

    public void Settle(Subject subject, long now)
    {
        var was = subject.Online;
        var changed = subject.Settle(now);
        if (subject.Leaving)
            _leaving.Add(subject);
        else
            _leaving.Remove(subject);

        if (changed)
        {
            _online += (subject.Online ? 1 : 0) - (was ? 1 : 0);
            if (!subject.Online)
                lastSeen.Note(subject.Id, subject.LastSeen);
            if (subject.Watchers.Count > 0)
                Changed.Add(subject);
        }

        Forget(subject);
    }

    public void Vanish(Subject subject, Seat seat, long at, long now)
    {
        seat.Take(present: false, goodbye: false, at, devices: []);
        Settle(subject, now);
    }

    /// <summary>Without a word to anybody: another replica tells, and knows when the user was seen last.</summary>
    public void Release(Subject subject, Seat seat, long now)
    {
        var was = subject.Online;
        subject.RemoveSeat(seat);
        if (subject.HasSeats)
        {
            Settle(subject, now);
            return;
        }

        _online -= was ? 1 : 0;
        _leaving.Remove(subject);
        Forget(subject);
    }

    public void Forget(Subject subject)
    {
        if (!subject.IsForgettable)
            return;

        _all.Remove(subject.Id);
        _leaving.Remove(subject);
        Changed.Remove(subject);
    }
}
