using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Time;

namespace Chat.Presence.Tests.World;

/// <summary>Gateways and replicas of Presence, their own classes, on one clock and a network that a test breaks. Every
/// <see cref="Turn"/> all of them do what is due, one after the other.</summary>
internal sealed class PresenceWorld : IAsyncDisposable
{
    public static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    private readonly List<PresenceReplica> _replicas = [];
    private readonly List<PresenceGateway> _gateways = [];
    private readonly List<PresenceReplica> _stopped = [];
    private long _connections;

    public ManualTimeProvider Time { get; } = new();

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public IReadOnlyList<PresenceReplica> Replicas => _replicas;

    public IReadOnlyList<PresenceGateway> Gateways => _gateways;

    /// <summary>What the directory database holds.</summary>
    public Dictionary<long, long> StoredLastSeen { get; } = [];

    public HashSet<(long Watcher, long Target)> Hidden { get; } = [];

    public HashSet<(long Watcher, long Target)> Strangers { get; } = [];

    public bool MessagingIsAway { get; set; }

    /// <summary>Which calls get through: from, to.</summary>
    public Func<string, string, bool> Reaches { get; set; } = static (_, _) => true;

    /// <summary>Replicas that are missing in everybody's list, though they live.</summary>
    public HashSet<string> Unlisted { get; } = [];

    public IReadOnlyList<Instance> ReplicaList =>
        [.. _replicas.Select(replica => replica.Instance).Where(instance => !Unlisted.Contains(instance.Id)).OrderBy(instance => instance.Id, StringComparer.Ordinal)];

    public PresenceGateway AddGateway()
    {
        var gateway = new PresenceGateway(this, $"gateway-{_gateways.Count}");
        _gateways.Add(gateway);
        return gateway;
    }

    public PresenceReplica AddReplica()
    {
        var replica = new PresenceReplica(this, $"presence-{_replicas.Count + _stopped.Count}");
        _replicas.Add(replica);
        _replicas.ForEach(one => one.Board.Chill());
        return replica;
    }

    /// <summary>It loses all that it knew; whoever starts instead has another id.</summary>
    public void Kill(PresenceReplica replica)
    {
        _replicas.Remove(replica);
        _stopped.Add(replica);
        _replicas.ForEach(one => one.Board.Chill());
    }

    public void Kill(PresenceGateway gateway) => _gateways.Remove(gateway);

    public long NextConnection() => ++_connections;

    public PresenceReplica? Replica(string id) => _replicas.Find(replica => replica.Instance.Id == id);

    public PresenceGateway? Gateway(string id) => _gateways.Find(gateway => gateway.Id == id);

    public PresenceReplica OwnerOf(UserId user) => Replica(Rendezvous.Pick(ReplicaList, user.Value)!.Id)!;

    public async Task PassAsync(TimeSpan time)
    {
        for (var end = Time.GetUtcNow() + time; Time.GetUtcNow() < end;)
        {
            Time.Advance(Turn);
            foreach (var gateway in _gateways.ToArray())
                gateway.DoTurn();
            foreach (var replica in _replicas.ToArray())
                await replica.DoTurnAsync();
        }
    }

    public Task PassAsync(double seconds) => PassAsync(TimeSpan.FromSeconds(seconds));

    public Task<VisibilityResult> SeeAsync(VisibilityQuery query, CancellationToken cancellation) => MessagingIsAway
        ? throw ChatException.Unavailable("Messaging is away.")
        : Task.FromResult(new VisibilityResult { Watchers = { query.Watchers.Select(See) } });

    public Task StoreAsync(LastSeenBatch batch, CancellationToken cancellation)
    {
        if (MessagingIsAway)
            throw ChatException.Unavailable("Messaging is away.");
        foreach (var user in batch.Users)
            StoredLastSeen[user.UserId] = Math.Max(user.At, StoredLastSeen.GetValueOrDefault(user.UserId));
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas.Concat(_stopped))
            await replica.DisposeAsync();
    }

    private WatcherResult See(WatcherQuery query) => new()
    {
        Users =
        {
            query.UserIds.Where(target => !Strangers.Contains((query.WatcherId, target))).Select(target =>
            {
                var hidden = Hidden.Contains((query.WatcherId, target));
                return new VisibleUser { UserId = target, Hidden = hidden, LastSeen = hidden ? 0 : StoredLastSeen.GetValueOrDefault(target) };
            }),
        },
    };
}
