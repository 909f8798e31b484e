namespace Chat.Stack.Tests.Media;

/// <summary>What the services' processes and this one sent, received and held in memory, read ten times a second from the beginning to the
/// end: of a connection that closes, what went through it after the last reading is missed.</summary>
internal sealed class ServiceTraffic : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<ServiceProcess> _processes;
    private readonly Dictionary<(int Pid, long Socket), (long First, long Last)> _bytes = [];
    private readonly Dictionary<int, (long First, long Highest)> _memory = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    public ServiceTraffic(LocalStack stack)
    {
        _processes = [.. ServiceProcess.Of(stack), new ServiceProcess(ServiceProcess.Self, Environment.ProcessId)];
        Read(isFirst: true);
        _loop = RunAsync();
    }

    /// <summary>Ends the readings. Bytes that went through a process's sockets, and by how much its memory rose at most.</summary>
    public async Task<IReadOnlyList<(ServiceProcess Process, long Bytes, long Memory)>> EndAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        Read();
        return
        [
            .. _processes.Select(process => (
                process,
                _bytes.Where(socket => socket.Key.Pid == process.Pid).Sum(socket => socket.Value.Last - socket.Value.First),
                _memory[process.Pid].Highest - _memory[process.Pid].First)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using var turns = new PeriodicTimer(Turn);
        try
        {
            while (await turns.WaitForNextTickAsync(_stopping.Token))
                Read();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The end that was asked for.
        }
    }

    private void Read(bool isFirst = false)
    {
        var sockets = SocketDiagnostics.Read();
        foreach (var process in _processes)
        {
            var memory = process.Memory();
            _memory[process.Pid] = _memory.TryGetValue(process.Pid, out var before) ? (before.First, Math.Max(before.Highest, memory)) : (memory, memory);
            foreach (var socket in process.Sockets())
            {
                if (!sockets.TryGetValue(socket, out var counts))
                    continue;
                var bytes = counts.Sent + counts.Received;
                var key = (process.Pid, socket);
                // One that was opened after the beginning counts from its own.
                _bytes[key] = (_bytes.TryGetValue(key, out var known) ? known.First : isFirst ? bytes : 0, bytes);
            }
        }
    }
}
