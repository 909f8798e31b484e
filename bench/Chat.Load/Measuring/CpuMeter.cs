using System.Diagnostics;

namespace Chat.Load.Measuring;

/// <summary>Measures from its making on.</summary>
internal sealed class CpuMeter
{
    private readonly ServerProcesses _server;
    private readonly IReadOnlyDictionary<string, long> _before;
    private readonly TimeSpan _ownBefore;
    private readonly long _started;

    public CpuMeter(ServerProcesses server)
    {
        _server = server;
        _before = server.CpuMicroseconds();
        _ownBefore = Own();
        _started = Stopwatch.GetTimestamp();
    }

    public CpuUse Read()
    {
        var elapsed = Stopwatch.GetElapsedTime(_started);
        var own = Own() - _ownBefore;
        var server = _server.CpuMicroseconds()
            .ToDictionary(process => process.Key, process => process.Value - _before.GetValueOrDefault(process.Key));
        return new CpuUse(server, (long)own.TotalMicroseconds, elapsed);
    }

    private static TimeSpan Own() => Process.GetCurrentProcess().TotalProcessorTime;
}
