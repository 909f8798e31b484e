using Chat.Contracts.Internal;
using Chat.Presence.LastSeen;
using Chat.Presence.Watching;

namespace Chat.Presence.Tracking;

/// <summary>
/// All that this replica knows: who is there by which gateway's report, and who watches whom. One lock; nothing waits under
/// it. It holds no queue: what is to be told follows from what is and what was told (<see cref="Telling.Teller"/>).
/// </summary>
internal sealed class Board(Owners owners, Warmth warmth, Checks checks, LastSeenWriter lastSeen, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReportingGateway> _gateways = [];
    private readonly Dictionary<long, Subject> _subjects = [];
    private readonly HashSet<Subject> _leaving = [];
    private int _online;
    private int _watched;

    /// <summary>Taken by whoever works on what the board holds.</summary>
    public Lock Lock => _lock;

    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public int Online => Volatile.Read(ref _online);

    public int Watched => Volatile.Read(ref _watched);

    public IReadOnlyDictionary<string, ReportingGateway> Gateways => _gateways;

    /// <summary>Subjects whose watchers may have to be told something.</summary>
    public HashSet<Subject> Changed { get; } = [];

    public Checks Checks => checks;

    /// <summary>True: the gateway is to send a complete report.</summary>
    public bool Apply(PresenceReport report)
    {
        lock (_lock)
        {
            var now = Now;
            if (!_gateways.TryGetValue(report.Gateway, out var gateway))
            {
                if (!report.Complete)
                    return true;
                _gateways[report.Gateway] = gateway = new ReportingGateway(report.Gateway);
            }

            if (report.Number <= gateway.Number)
                return false;

            var jumped = !report.Complete && report.Number != gateway.Number + 1;
            (gateway.Number, gateway.HeardAt) = (report.Number, now);
            foreach (var user in report.Users)
                Place(gateway, user, now);
            foreach (var watch in report.Watches)
                TakeWatch(gateway, watch, report.Complete, now);
            if (report.Complete)
                Complete(gateway, report, now);
            return jumped;
        }
    }

    /// <summary>What is due by time.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            var now = Now;
            foreach (var gateway in _gateways.Values.Where(gateway => gateway.HeardAt + Timing.GatewaySilence <= now).ToArray())
                Lose(gateway, now);
            foreach (var subject in _leaving.ToArray())
                Settle(subject, now);
        }
    }

    /// <summary>The set of replicas changed.</summary>
    public void Chill()
    {
        lock (_lock)
            warmth.Chill(Now);
    }

    /// <summary>Who may see these users has changed: until it is known, nobody is told anything of them.</summary>
    public void Recheck(IEnumerable<long> users)
    {
        lock (_lock)
        {
            foreach (var user in users)
            {
                if (!_subjects.TryGetValue(user, out var subject))
                    continue;
                subject.DoubtedAt = Now;
                foreach (var watcher in subject.Watchers)
                {
                    watcher.Doubt();
                    checks.Open(watcher.Watch);
                }
            }
        }
    }

    /// <summary>The users as they are, pairwise; null: it is not known yet whether they are there.</summary>
    public Appearance?[] Look(IReadOnlyList<long> users)
    {
        lock (_lock)
        {
            var cold = IsCold(Now);
            return [.. users.Select(user => Look(user, cold))];
        }
    }

    /// <summary>The caller holds the lock.</summary>
    public bool IsCold(long now) => warmth.IsCold(_gateways, now);

    private Appearance? Look(long user, bool cold)
    {
        var subject = _subjects.GetValueOrDefault(user);
        if (subject is { Online: true })
            return new Appearance(Online: true, 0);
        return cold ? null : new Appearance(Online: false, Math.Max(subject?.LastSeen ?? 0, lastSeen.Waiting(user)));
    }

    private Subject SubjectOf(long user)
    {
        if (!_subjects.TryGetValue(user, out var subject))
            _subjects[user] = subject = new Subject(user);
        return subject;
    }

    private void Place(ReportingGateway gateway, PresentUser user, long now)
    {
        var subject = SubjectOf(user.UserId);
        var seat = subject.SeatAt(gateway);
        var at = Math.Min(user.At, now);
        // A repeated report, or one that came late.
        if (seat is null || at > seat.At || (at == seat.At && user.Present != seat.Present))
        {
            (seat ?? subject.AddSeat(gateway)).Take(user.Present, user.Goodbye, at);
            Settle(subject, now);
        }
    }

    private void Settle(Subject subject, long now)
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

    private void Forget(Subject subject)
    {
        if (!subject.IsForgettable)
            return;

        _subjects.Remove(subject.Id);
        _leaving.Remove(subject);
        Changed.Remove(subject);
    }

    private void TakeWatch(ReportingGateway gateway, PresenceWatch told, bool anew, long now)
    {
        if (told.UserIds.Count == 0)
        {
            if (gateway.Watches.Remove(told.ConnectionId, out var ended))
                End(ended);
            return;
        }

        if (!gateway.Watches.TryGetValue(told.ConnectionId, out var watch))
        {
            gateway.Watches[told.ConnectionId] = watch = new Watch(gateway, told.ConnectionId, told.WatcherId);
            checks.Begin(watch, now);
        }

        var users = told.UserIds.ToHashSet();
        foreach (var user in users.Where(user => !watch.Users.ContainsKey(user)))
        {
            var subject = SubjectOf(user);
            var watched = new WatchedUser(watch, subject, now, anew);
            watch.Users[user] = watched;
            subject.AddWatcher(watched);
            checks.Open(watch);
            _watched++;
        }

        foreach (var gone in watch.Users.Values.Where(user => !users.Contains(user.Subject.Id)).ToArray())
            End(gone);
    }

    private void End(Watch watch)
    {
        watch.Ended = true;
        foreach (var user in watch.Users.Values.ToArray())
            End(user);
    }

    private void End(WatchedUser user)
    {
        user.Ended = true;
        user.Watch.Users.Remove(user.Subject.Id);
        user.Subject.RemoveWatcher(user);
        _watched--;
        Forget(user.Subject);
    }

    private void Complete(ReportingGateway gateway, PresenceReport report, long now)
    {
        gateway.CompletedAt = now;
        var users = report.Users.Select(user => user.UserId).ToHashSet();
        foreach (var subject in gateway.Subjects.Where(subject => !users.Contains(subject.Id)).ToArray())
        {
            var seat = subject.SeatAt(gateway)!;
            if (!owners.IsMine(subject.Id))
                Release(subject, seat, now);
            else if (seat.Present)
                Vanish(subject, seat, now, now);
        }

        var connections = report.Watches.Select(watch => watch.ConnectionId).ToHashSet();
        foreach (var watch in gateway.Watches.Values.Where(watch => !connections.Contains(watch.Connection)).ToArray())
        {
            gateway.Watches.Remove(watch.Connection);
            End(watch);
        }
    }

    private void Release(Subject subject, Seat seat, long now)
    {
        var was = subject.Online;
        subject.RemoveSeat(seat);
        if (subject.HasSeats)
        {
            Settle(subject, now);
            return;
        }

        // Without a word to anybody: the owner tells, and knows when it was seen last.
        _online -= was ? 1 : 0;
        _leaving.Remove(subject);
        Forget(subject);
    }

    private void Vanish(Subject subject, Seat seat, long at, long now)
    {
        seat.Take(present: false, goodbye: false, at);
        Settle(subject, now);
    }

    private void Lose(ReportingGateway gateway, long now)
    {
        _gateways.Remove(gateway.Id);
        foreach (var watch in gateway.Watches.Values)
            End(watch);
        foreach (var subject in gateway.Subjects.ToArray())
        {
            var seat = subject.SeatAt(gateway)!;
            if (seat.Present)
                Vanish(subject, seat, gateway.HeardAt, now);
        }
    }
}
