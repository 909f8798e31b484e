using System.Collections.Concurrent;

namespace Chat.Load.Wire;

/// <summary>A scenario's connections: kept alive while it runs, ended with it.</summary>
internal sealed class ConnectionSet : IAsyncDisposable
{
    private readonly KeepAlive _keepAlive = new();
    private readonly ConcurrentBag<WireConnection> _connections = [];

    public void Add(IEnumerable<WireConnection> connections)
    {
        foreach (var connection in connections)
        {
            _connections.Add(connection);
            _keepAlive.Add(connection);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _keepAlive.DisposeAsync();
        await Task.WhenAll(_connections.Select(connection => connection.DisposeAsync().AsTask()));
    }
}
