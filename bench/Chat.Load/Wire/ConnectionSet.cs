namespace Chat.Load.Wire;

/// <summary>A scenario's connections: kept alive while it runs, ended with it.</summary>
internal sealed class ConnectionSet : IAsyncDisposable
{
    // SignalR's servers give up after 30 s by default, ours after 55.
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(12);

    private readonly Lock _lock = new();

    /// <summary>A connection stays at its place, so that its turns keep their distance; null: free.</summary>
    private readonly List<WireConnection?> _places = [];
    private readonly Stack<int> _free = [];
    private readonly Pulse _pings;

    public ConnectionSet() => _pings = new Pulse(this, HubRecord.Ping, PingEvery);

    /// <summary>As they are now.</summary>
    public IReadOnlyList<WireConnection> All
    {
        get
        {
            lock (_lock)
                return [.. _places.OfType<WireConnection>()];
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
        {
            foreach (var connection in connections)
            {
                if (_free.TryPop(out var place))
                    _places[place] = connection;
                else
                    _places.Add(connection);
            }
        }
    }

    /// <summary>Those at the places first, first + places, first + 2 places and so on.</summary>
    public IReadOnlyList<WireConnection> Every(int places, int first)
    {
        var connections = new List<WireConnection>();
        lock (_lock)
        {
            for (var place = first; place < _places.Count; place += places)
            {
                if (_places[place] is { } connection)
                    connections.Add(connection);
            }
        }

        return connections;
    }

    /// <summary>All of them lose their network, and the set is empty.</summary>
    public Task DropAllAsync()
    {
        lock (_lock)
        {
            var dropped = Task.WhenAll(_places.OfType<WireConnection>().ToArray().Select(connection => connection.DropAsync()));
            _places.Clear();
            _free.Clear();
            return dropped;
        }
    }

    /// <summary>One ends: with a goodbye, or as if its network had gone.</summary>
    public Task RemoveAsync(WireConnection connection, bool goodbye)
    {
        lock (_lock)
        {
            var place = _places.IndexOf(connection);
            _places[place] = null;
            _free.Push(place);
        }

        return goodbye ? connection.LeaveAsync() : connection.DropAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _pings.DisposeAsync();
        await Task.WhenAll(All.Select(connection => connection.DisposeAsync().AsTask()));
    }
}
