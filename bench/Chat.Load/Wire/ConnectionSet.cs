namespace Chat.Load.Wire;

/// <summary>A scenario's connections: kept alive while it runs, ended with it.</summary>
internal sealed class ConnectionSet : IAsyncDisposable
{
    // SignalR's servers give up after 30 s by default, ours after 60.
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(12);

    private readonly Lock _lock = new();
    private readonly List<WireConnection> _connections = [];
    private readonly Pulse _pings;

    public ConnectionSet() => _pings = new Pulse(this, HubRecord.Ping, PingEvery);

    /// <summary>As they are now.</summary>
    public IReadOnlyList<WireConnection> All
    {
        get
        {
            lock (_lock)
                return [.. _connections];
        }
    }

    /// <summary>Connections that ended by themselves.</summary>
    public int Lost => All.Count(connection => connection.Ended.IsCompleted);

    /// <param name="atOnce">Connects under way.</param>
    public Task ConnectAsync<T>(
        IEnumerable<T> devices,
        int atOnce,
        Func<T, CancellationToken, Task<IReadOnlyList<WireConnection>>> connect,
        CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            devices,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (device, token) => Add(await connect(device, token)));

    public void Add(IReadOnlyList<WireConnection> connections)
    {
        lock (_lock)
            _connections.AddRange(connections);
    }

    /// <summary>All of them lose their network, and the set is empty.</summary>
    public Task DropAllAsync()
    {
        lock (_lock)
        {
            var dropped = Task.WhenAll(_connections.ToArray().Select(connection => connection.DropAsync()));
            _connections.Clear();
            return dropped;
        }
    }

    /// <summary>One ends: with a goodbye, or as if its network had gone.</summary>
    public Task RemoveAsync(WireConnection connection, bool goodbye)
    {
        lock (_lock)
            _connections.Remove(connection);
        return goodbye ? connection.LeaveAsync() : connection.DropAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _pings.DisposeAsync();
        await Task.WhenAll(All.Select(connection => connection.DisposeAsync().AsTask()));
    }
}
