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
    private readonly Subjects _subjects = new(lastSeen);
    private int _watched;

    /// <summary>Taken by whoever works on what the board holds.</summary>
    public Lock Lock => _lock;

    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public int Online => _subjects.Online;

    public int Watched => Volatile.Read(ref _watched);

    public IReadOnlyDictionary<string, ReportingGateway> Gateways => _gateways;

    /// <summary>Subjects whose watchers may have to be told something.</summary>
    public HashSet<Subject> Changed => _subjects.Changed;

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
            _subjects.SettleLeaving(now);
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
                if (_subjects.Find(user) is not { } subject)
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
        var subject = _subjects.Find(user);
        if (subject is { Online: true })
            return new Appearance(Online: true, 0);
        return cold ? null : new Appearance(Online: false, Math.Max(subject?.LastSeen ?? 0, lastSeen.Waiting(user)));
    }

    private void Place(ReportingGateway gateway, PresentUser user, long now)
    {
        var subject = _subjects.Of(user.UserId);
        var seat = subject.SeatAt(gateway);
        var at = Math.Min(user.At, now);
        // A repeated report, or one that came late.
        if (seat is null || at > seat.At || (at == seat.At && user.Present != seat.Present))
        {
            (seat ?? subject.AddSeat(gateway)).Take(user.Present, user.Goodbye, at, user.DeviceIds);
            _subjects.Settle(subject, now);
        }
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
            var subject = _subjects.Of(user);
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
        _subjects.Forget(user.Subject);
    }

    private void Complete(ReportingGateway gateway, PresenceReport report, long now)
    {
        gateway.CompletedAt = now;
        var users = report.Users.Select(user => user.UserId).ToHashSet();
        foreach (var subject in gateway.Subjects.Where(subject => !users.Contains(subject.Id)).ToArray())
        {
            var seat = subject.SeatAt(gateway)!;
            if (!owners.IsMine(subject.Id))
                _subjects.Release(subject, seat, now);
            else if (seat.Present)
                _subjects.Vanish(subject, seat, now, now);
        }

        var connections = report.Watches.Select(watch => watch.ConnectionId).ToHashSet();
        foreach (var watch in gateway.Watches.Values.Where(watch => !connections.Contains(watch.Connection)).ToArray())
        {
            gateway.Watches.Remove(watch.Connection);
            End(watch);
        }
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
                _subjects.Vanish(subject, seat, gateway.HeardAt, now);
        }
    }
}
