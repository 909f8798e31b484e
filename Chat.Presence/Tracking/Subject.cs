using Chat.Presence.Watching;

namespace Chat.Presence.Tracking;

/// <summary>A user who is there, or was a moment ago, or is watched. Guarded by the board's lock.</summary>
internal sealed class Subject(long id)
{
    private readonly List<Seat> _seats = new(1);
    private readonly List<WatchedUser> _watchers = [];

    public long Id => id;

    public bool Online { get; private set; }

    /// <summary>When the last device went (Unix milliseconds); 0: not known here.</summary>
    public long LastSeen { get; private set; }

    /// <summary>Since when it is what it is.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>When who may see it changed last; 0: not since this replica knows it.</summary>
    public long DoubtedAt { get; set; }

    public bool Leaving { get; private set; }

    public IReadOnlyList<WatchedUser> Watchers => _watchers;

    public bool HasSeats => _seats.Count > 0;

    public bool IsForgettable => _seats.Count == 0 && _watchers.Count == 0;

    public Seat? SeatAt(ReportingGateway gateway) => _seats.Find(seat => seat.Gateway == gateway);

    public Seat AddSeat(ReportingGateway gateway)
    {
        var seat = new Seat(gateway);
        _seats.Add(seat);
        gateway.Subjects.Add(this);
        return seat;
    }

    /// <summary>Without a trace: another replica knows where the user is.</summary>
    public void RemoveSeat(Seat seat)
    {
        _seats.Remove(seat);
        seat.Gateway.Subjects.Remove(this);
        if (_seats.Count == 0)
            (Online, Leaving) = (false, false);
    }

    public void AddWatcher(WatchedUser watcher)
    {
        watcher.Index = _watchers.Count;
        _watchers.Add(watcher);
    }

    public void RemoveWatcher(WatchedUser watcher)
    {
        var last = _watchers[^1];
        _watchers[watcher.Index] = last;
        last.Index = watcher.Index;
        _watchers.RemoveAt(_watchers.Count - 1);
    }

    /// <summary>As it is stored; what is known here may be later.</summary>
    public void LearnLastSeen(long stored) => LastSeen = Math.Max(LastSeen, stored);

    /// <summary>Decides by the seats. True: it is something else than before.</summary>
    public bool Settle(long now)
    {
        if (_seats.Count > 1)
            FindMissing();
        var there = _seats.Exists(seat => seat.Present);
        Leaving = !there && _seats.Exists(seat => seat.Due > now);
        var before = (Online, LastSeen);
        if (!there && !Leaving)
        {
            foreach (var seat in _seats)
                LastSeen = Math.Max(LastSeen, seat.At);
        }

        Online = there || Leaving;
        // Gone seats that count no more; a leaving one holds the user until it is due.
        for (var i = _seats.Count - 1; i >= 0; i--)
        {
            var seat = _seats[i];
            if (!seat.Present && seat.Due <= now && !Leaving)
            {
                _seats.RemoveAt(i);
                seat.Gateway.Subjects.Remove(this);
            }
        }

        if (before == (Online, LastSeen))
            return false;

        ChangedAt = now;
        return true;
    }

    private void FindMissing()
    {
        foreach (var missing in _seats.Where(seat => seat.IsMissing))
        {
            foreach (var other in _seats.Where(seat => !seat.IsMissing))
                missing.Find(other);
        }
    }
}
