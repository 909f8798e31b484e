using Chat.Contracts.Ids;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Sending;

/// <summary>The lanes to the replicas of Messaging: <see cref="PerReplica"/> each, by logical shard, so that a batch meets
/// one physical shard (or few), and one for what carries media: Messaging asks Media before it writes that, and what carries none
/// does not wait for the answer.</summary>
public sealed class WriteLanes(IMessaging messaging, ILogger<WriteLanes> logger) : IAsyncDisposable
{
    /// <summary>As many as the local run has shards: more make smaller batches (see Writes in Chat.Messaging).</summary>
    private const int PerReplica = 2;

    /// <summary>Replicas whose lanes are kept at most; those beyond that no longer take work are given up.</summary>
    private const int MaxReplicas = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, WriteLane[]> _lanes = [];
    private readonly List<Task> _givenUp = [];
    private bool _disposed;

    /// <summary>Null when no replica is known.</summary>
    public WriteLane? OwnerOf(ChatId chat, bool withMedia = false)
    {
        var usable = messaging.Usable;
        if (Rendezvous.Pick(usable, chat.Value) is not { } owner)
            return null;

        var lane = withMedia ? PerReplica : chat.LogicalShard * PerReplica / IdLayout.LogicalShards;
        lock (_lock)
        {
            if (_lanes.TryGetValue(owner.Id, out var lanes))
                return lanes[lane];
            if (_disposed)
                return null;

            GiveUpGone(usable);
            _lanes[owner.Id] = lanes = [.. Enumerable.Range(0, PerReplica + 1).Select(_ => new WriteLane(owner, messaging, logger))];
            return lanes[lane];
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var lanes in _lanes.Values)
                GiveUp(lanes);
            _lanes.Clear();
        }

        await Task.WhenAll(_givenUp);
    }

    // A replica's id is new at each start: without this every restart of Messaging would leave lanes behind.
    private void GiveUpGone(IReadOnlyList<Instance> usable)
    {
        if (_lanes.Count < MaxReplicas)
            return;

        _givenUp.RemoveAll(task => task.IsCompleted);
        foreach (var id in _lanes.Keys.Where(id => usable.All(instance => instance.Id != id)).ToArray())
        {
            _lanes.Remove(id, out var lanes);
            GiveUp(lanes!);
        }
    }

    private void GiveUp(WriteLane[] lanes) => _givenUp.AddRange(lanes.Select(lane => lane.DisposeAsync().AsTask()));
}
