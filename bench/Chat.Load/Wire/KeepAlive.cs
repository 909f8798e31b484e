using System.Collections.Concurrent;

namespace Chat.Load.Wire;

/// <summary>Pings on connections that may be silent for longer than servers wait.</summary>
internal sealed class KeepAlive : IAsyncDisposable
{
    // SignalR's servers give up after 30 s by default, ours after 60.
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(12);

    private readonly ConcurrentDictionary<WireConnection, bool> _connections = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    public KeepAlive() => _loop = RunAsync();

    public void Add(WireConnection connection) => _connections.TryAdd(connection, true);

    public void Remove(WireConnection connection) => _connections.TryRemove(connection, out _);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        using var turns = new PeriodicTimer(Every);
        while (await turns.WaitForNextTickAsync(_end.Token))
        {
            foreach (var connection in _connections.Keys)
                connection.Send(HubRecord.Ping);
        }
    }
}
