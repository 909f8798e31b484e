using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Typing;

/// <summary>A lane to each replica of Delivery; a chat's typing takes the lane of the one that owns it, so that its order
/// is kept. No replica, or full: dropped.</summary>
public sealed class TypingLanes(
    [FromKeyedServices(ServiceNames.Delivery)] InstanceDirectory delivery, InternalClient client, ILogger<TypingLanes> logger) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TypingLane> _lanes = [];
    private readonly List<Task> _givenUp = [];
    private bool _disposed;

    /// <inheritdoc cref="TellTyping"/>
    public void Add(TypingItem item)
    {
        var lane = Rendezvous.Pick(delivery.Usable, item.ChatId) is { } owner ? LaneTo(owner) : null;
        if (lane is null || !lane.TryAdd(item))
            TypingMetrics.Dropped.Add(1, new KeyValuePair<string, object?>("reason", lane is null ? "no-replica" : "full"));
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var id in _lanes.Keys.ToArray())
                GiveUp(id);
        }

        await Task.WhenAll(_givenUp);
    }

    private TypingLane? LaneTo(Instance replica)
    {
        lock (_lock)
        {
            if (_lanes.TryGetValue(replica.Id, out var lane) || _disposed)
                return lane;

            // A replica's id is new at each start: those that are gone end here.
            foreach (var gone in _lanes.Keys.Where(id => delivery.Find(id) is null).ToArray())
                GiveUp(gone);
            return _lanes[replica.Id] = new TypingLane(replica, delivery, client, logger);
        }
    }

    private void GiveUp(string replica)
    {
        _givenUp.RemoveAll(task => task.IsCompleted);
        _lanes.Remove(replica, out var lane);
        _givenUp.Add(lane!.DisposeAsync().AsTask());
    }
}
