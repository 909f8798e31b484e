using System.Collections.Concurrent;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.Gateway.Connections;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Presence;

/// <summary>
/// Who is connected here and who watches whom, and what of it each replica of Presence does not have yet. Bounded by the
/// connections: the latest state of a user is kept, not its changes, and of who left only for <see cref="Remembered"/>.
/// </summary>
/// <param name="gateway">This gateway's id.</param>
public sealed class LocalPresence(string gateway, TimeProvider time)
{
    /// <summary>Who has left is in complete reports so long (milliseconds): a replica that starts anew can wait for them, and
    /// learns when they were seen last.</summary>
    private const long Remembered = 60_000;

    /// <summary>Nothing to say is said so often, in milliseconds.</summary>
    private const long HeartbeatEvery = 5_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, LocalUser> _users = [];
    private readonly HashSet<long> _left = [];
    private readonly ConcurrentDictionary<long, LocalWatch> _watches = new();
    private IReadOnlyList<Instance> _replicas = [];
    private Dictionary<string, ReplicaLink> _links = [];

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Arrive(ClientConnection connection)
    {
        var user = connection.Caller.User.Value;
        _watches[connection.Number] = new LocalWatch(connection);
        lock (_lock)
        {
            if (!_users.TryGetValue(user, out var local))
                _users[user] = local = new LocalUser();
            local.Arrive(connection.Caller.Device, Now);
            _left.Remove(user);
            LinkOf(user)?.Users.Add(user);
        }
    }

    /// <summary>Does nothing if it did not arrive.</summary>
    public void Leave(ClientConnection connection, Departure departure)
    {
        if (!_watches.TryRemove(connection.Number, out var watch))
            return;

        var user = connection.Caller.User.Value;
        lock (_lock)
        {
            MarkWatch(connection.Number, watch.Users);
            if (!_users[user].Leave(connection.Caller.Device, departure, Now))
                return;

            _left.Add(user);
            LinkOf(user)?.Users.Add(user);
        }
    }

    /// <summary>Null: it has left.</summary>
    public LocalWatch? WatchOf(long connection) => _watches.GetValueOrDefault(connection);

    /// <summary>The connection watches other users among these than before.</summary>
    public void WatchChanged(ClientConnection connection, IEnumerable<long> users)
    {
        lock (_lock)
            MarkWatch(connection.Number, users);
    }

    /// <summary>Users change hands: every replica is to get all that is its own now.</summary>
    public void UseReplicas(IReadOnlyList<Instance> replicas)
    {
        lock (_lock)
        {
            if (replicas.Select(replica => replica.Id).SequenceEqual(_replicas.Select(replica => replica.Id)))
                return;

            _replicas = replicas;
            _links = replicas.ToDictionary(
                replica => replica.Id, replica => _links.GetValueOrDefault(replica.Id) ?? new ReplicaLink(replica, Now));
            foreach (var link in _links.Values)
                link.IsIncomplete = true;
        }
    }

    /// <summary>The reports that are to go now, one at a time to each replica; each ends by <see cref="End"/>.</summary>
    public IReadOnlyList<OutgoingReport> Take()
    {
        lock (_lock)
        {
            var now = Now;
            Forget(now);
            return [.. _links.Values.Where(link => IsDue(link, now)).Select(link => Write(link, now))];
        }
    }

    /// <param name="incomplete">The replica asks for all of it.</param>
    public void End(OutgoingReport report, bool arrived, bool incomplete)
    {
        var link = report.Link;
        lock (_lock)
        {
            link.IsUnderWay = false;
            link.Failures = arrived ? 0 : link.Failures + 1;
            link.IsIncomplete |= incomplete || (!arrived && report.Report.Complete);
            if (arrived)
                return;

            link.Users.UnionWith(report.Users);
            link.Watches.UnionWith(report.Watches);
            link.NextAt = Now + (long)Backoff.Internal.Delay(link.Failures).TotalMilliseconds;
        }
    }

    private static bool IsDue(ReplicaLink link, long now) =>
        !link.IsUnderWay
        && now >= link.NextAt
        && (link.IsIncomplete || link.Users.Count > 0 || link.Watches.Count > 0 || now >= link.SentAt + HeartbeatEvery);

    private ReplicaLink? LinkOf(long user) => Rendezvous.Pick(_replicas, user) is { } owner ? _links[owner.Id] : null;

    private bool IsOf(ReplicaLink link, long user) => Rendezvous.Pick(_replicas, user)?.Id == link.Replica.Id;

    private void MarkWatch(long connection, IEnumerable<long> users)
    {
        foreach (var user in users)
            LinkOf(user)?.Watches.Add(connection);
    }

    private OutgoingReport Write(ReplicaLink link, long now)
    {
        var (users, watches, all) = link.Take();
        (link.IsUnderWay, link.SentAt) = (true, now);
        var report = new PresenceReport { Gateway = gateway, Number = ++link.Number, Complete = all };
        if (all)
        {
            report.Users.AddRange(_users.Where(user => IsOf(link, user.Key)).Select(user => user.Value.Write(user.Key)));
            report.Watches.AddRange(_watches.Values.Select(watch => Write(link, watch)).Where(watch => watch.UserIds.Count > 0));
        }
        else
        {
            report.Users.AddRange(users.Where(_users.ContainsKey).Select(user => _users[user].Write(user)));
            report.Watches.AddRange(watches.Select(connection =>
                _watches.TryGetValue(connection, out var watch) ? Write(link, watch) : new PresenceWatch { ConnectionId = connection }));
        }

        return new OutgoingReport(link, report, users, watches);
    }

    private PresenceWatch Write(ReplicaLink link, LocalWatch watch) => new()
    {
        ConnectionId = watch.Connection.Number,
        WatcherId = watch.Connection.Caller.User.Value,
        UserIds = { watch.Users.Where(user => IsOf(link, user)) },
    };

    private void Forget(long now)
    {
        foreach (var user in _left.Where(user => _users[user].At + Remembered <= now).ToArray())
        {
            _left.Remove(user);
            _users.Remove(user);
        }
    }
}
