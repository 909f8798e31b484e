using Chat.Contracts.Internal;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Presence;

/// <summary>
/// Writes changes to those who watch, each serialized once. Presence is the first to be shed: a connection that has frames
/// waiting is not written to, the latest state of each user is held for it until it has caught up.
/// </summary>
public sealed class PresenceChangesHandler(LocalPresence local)
{
    /// <summary>Replicas have a new id at each start; beyond this many all are forgotten.</summary>
    private const int MaxSources = 64;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _numbers = [];
    private readonly HashSet<LocalWatch> _held = [];

    public Done Handle(PresenceChanges changes)
    {
        // One batch at a time, so that the order of the numbers is the order on the connections.
        lock (_lock)
        {
            // Overtaken: what it says is told again in a later one.
            if (changes.Number <= _numbers.GetValueOrDefault(changes.Source))
                return new Done();

            if (_numbers.Count >= MaxSources && !_numbers.ContainsKey(changes.Source))
                _numbers.Clear();
            _numbers[changes.Source] = changes.Number;
            foreach (var change in changes.Changes)
                Write(change);
        }

        return new Done();
    }

    /// <summary>To connections that have caught up.</summary>
    public void WriteHeld()
    {
        lock (_lock)
            _held.RemoveWhere(watch => watch.Connection.CloseReason is not null || watch.Release());
    }

    private void Write(PresenceChange change)
    {
        var frame = Frame.Of(change.State.ToPresence());
        foreach (var id in change.ConnectionIds)
        {
            if (local.WatchOf(id) is not { } watch || !watch.Tell(change.State.UserId, frame))
                continue;

            PresenceMetrics.Shed.Add(1);
            _held.Add(watch);
        }
    }
}
