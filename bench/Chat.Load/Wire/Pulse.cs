namespace Chat.Load.Wire;

/// <summary>Sends each connection of a set the same record every so often, the connections spread evenly over that time, as
/// devices are that know nothing of each other.</summary>
internal sealed class Pulse : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly ConnectionSet _connections;
    private readonly byte[] _record;
    private readonly int _turnsInPeriod;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;

    public Pulse(ConnectionSet connections, ReadOnlySpan<byte> record, TimeSpan every)
    {
        _connections = connections;
        _record = record.ToArray();
        _turnsInPeriod = (int)(every / Turn);
        _loop = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        using var turns = new PeriodicTimer(Turn);
        for (var turn = 0; await turns.WaitForNextTickAsync(_end.Token); turn = (turn + 1) % _turnsInPeriod)
        {
            // The n-th place has its turn at n modulo the turns, however many there are meanwhile.
            foreach (var connection in _connections.Every(_turnsInPeriod, turn))
                connection.Send(_record);
        }
    }
}
