using System.Collections.Concurrent;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Instances;

namespace Chat.Delivery.Pushing;

/// <summary>The pumps to all gateways that have a lease. One that loses it is dead, with all its sessions: its pump ends
/// and what waited in it counts as done.</summary>
/// <param name="start">Makes the pump to a gateway, which goes on with the numbers of an earlier one.</param>
/// <param name="refresh">Reads the gateways' leases now, and calls <see cref="Update"/> before it ends.</param>
internal sealed class GatewayPumps(Func<Instance, BatchNumbers, GatewayPump> start, Func<CancellationToken, Task> refresh) : IAsyncDisposable
{
    /// <summary>Full: what is known of gone gateways is forgotten, and asked for again.</summary>
    private const int RememberedGateways = 10_000;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, GatewayPump> _pumps = [];
    private readonly ConcurrentDictionary<string, BatchNumbers> _gone = [];
    private readonly List<Task> _ending = [];

    /// <summary>Null: it has no lease.</summary>
    public GatewayPump? Find(string gateway) => _pumps.GetValueOrDefault(gateway);

    /// <summary>
    /// Looks for gateways that were never heard of: one that has just started has a lease that the list, read every second,
    /// does not hold yet, and may have connections already.
    /// </summary>
    public async Task KnowAsync(IEnumerable<string> gateways, CancellationToken cancellation)
    {
        var unheard = gateways.Where(id => !_pumps.ContainsKey(id) && !_gone.ContainsKey(id)).ToArray();
        if (unheard.Length == 0)
            return;

        await refresh(cancellation);
        lock (_lock)
        {
            if (_gone.Count > RememberedGateways)
                _gone.Clear();
            foreach (var id in unheard.Where(id => !_pumps.ContainsKey(id)))
                _gone.TryAdd(id, new BatchNumbers());
        }
    }

    /// <summary>Ends when all that is with the pumps now has been answered, or given up.</summary>
    public Task PassedAsync()
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var fence = new Acknowledgement(passed.SetResult);
        foreach (var pump in _pumps.Values)
            pump.AddFence(fence);
        fence.Release();
        return passed.Task;
    }

    /// <param name="gateways">All that have a lease now.</param>
    public void Update(IReadOnlyList<Instance> gateways)
    {
        lock (_lock)
        {
            foreach (var gateway in gateways.Where(gateway => !_pumps.ContainsKey(gateway.Id)))
            {
                var numbers = _gone.TryRemove(gateway.Id, out var earlier) ? earlier : new BatchNumbers();
                _pumps[gateway.Id] = start(gateway, numbers);
            }

            _ending.RemoveAll(end => end.IsCompleted);
            foreach (var id in _pumps.Keys.Except(gateways.Select(gateway => gateway.Id)).ToArray())
            {
                if (!_pumps.TryRemove(id, out var pump))
                    continue;
                // Should it come back under the same id, it learns that something is missing.
                pump.Numbers.Skip();
                _gone[id] = pump.Numbers;
                _ending.Add(pump.DisposeAsync().AsTask());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Update([]);
        Task[] ending;
        lock (_lock)
            ending = [.. _ending];
        await Task.WhenAll(ending);
    }
}
