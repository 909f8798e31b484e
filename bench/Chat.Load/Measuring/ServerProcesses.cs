using System.Globalization;
using Chat.Load.Processes;

namespace Chat.Load.Measuring;

/// <summary>The processes of the running stack with all their children, and what they used. Linux alone.</summary>
internal sealed class ServerProcesses(IReadOnlyList<int> roots)
{
    // sysconf(_SC_CLK_TCK) is 100 on every Linux that .NET runs on.
    private const int MicrosecondsPerTick = 10_000;

    public static ServerProcesses Of(string resourcesFile) =>
        new([.. new RunningStack(resourcesFile).Read().Select(process => process.Pid).OfType<int>()]);

    /// <summary>User and system time of all of them so far, in microseconds, by process name; that of children that have
    /// ended is their parent's.</summary>
    public IReadOnlyDictionary<string, long> CpuMicroseconds()
    {
        var used = new Dictionary<string, long>();
        foreach (var process in ProcessTree.Of(roots))
            used[process.Name] = used.GetValueOrDefault(process.Name) + process.Ticks * MicrosecondsPerTick;
        return used;
    }

    /// <summary>Memory of all of them in bytes, by process name; what is shared is counted once (PSS).</summary>
    public IReadOnlyDictionary<string, long> MemoryBytes() => ProcessTree.Of(roots)
        .GroupBy(process => process.Name)
        .ToDictionary(processes => processes.Key, processes => processes.Sum(process => Pss(process.Pid)));

    private static long Pss(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/smaps_rollup")
                .Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
                .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024)
                .FirstOrDefault();
        }
        catch (IOException)
        {
            // It ended meanwhile and uses nothing.
            return 0;
        }
    }
}
