using System.Globalization;
using System.Text.Json;

namespace Chat.Load.Measuring;

/// <summary>
/// The processes of the running stack (from <c>resources.json</c>) with all their children, and what they used: read from
/// <c>/proc</c>. Linux alone.
/// </summary>
internal sealed class ServerProcesses(IReadOnlyList<int> roots)
{
    // sysconf(_SC_CLK_TCK) is 100 on every Linux that .NET runs on.
    private const int MicrosecondsPerTick = 10_000;

    public static ServerProcesses Of(string resourcesFile)
    {
        using var resources = JsonDocument.Parse(File.ReadAllText(resourcesFile));
        return new ServerProcesses([.. resources.RootElement.EnumerateArray()
            .Select(resource => resource.GetProperty("pid").GetInt32())
            .Where(pid => pid > 0)]);
    }

    /// <summary>User and system time of all of them so far, in microseconds, by process name; that of children that have
    /// ended is their parent's.</summary>
    public IReadOnlyDictionary<string, long> CpuMicroseconds()
    {
        var used = new Dictionary<string, long>();
        foreach (var process in Tree())
            used[process.Name] = used.GetValueOrDefault(process.Name) + process.Ticks * MicrosecondsPerTick;
        return used;
    }

    /// <summary>Memory of all of them in bytes, by process name; what is shared is counted once (PSS).</summary>
    public IReadOnlyDictionary<string, long> MemoryBytes() => Tree()
        .GroupBy(process => process.Name)
        .ToDictionary(processes => processes.Key, processes => processes.Sum(process => Pss(process.Pid)));

    private List<Entry> Tree()
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? Entry.Read(pid) : null)
            .OfType<Entry>()
            .ToLookup(process => process.Parent);
        var tree = new List<Entry>();
        var waiting = new Queue<Entry>(roots.Select(Entry.Read).OfType<Entry>());
        while (waiting.TryDequeue(out var process))
        {
            tree.Add(process);
            foreach (var child in all[process.Pid])
                waiting.Enqueue(child);
        }

        return tree;
    }

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

    private sealed record Entry(int Pid, int Parent, string Name, long Ticks)
    {
        public static Entry? Read(int pid)
        {
            try
            {
                // The name stands in parentheses and may hold spaces.
                var text = File.ReadAllText($"/proc/{pid}/stat");
                var end = text.LastIndexOf(')');
                var fields = text[(end + 2)..].Split(' ');
                var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
                return new Entry(pid, int.Parse(fields[1], CultureInfo.InvariantCulture), NameOf(pid, text, end), ticks);
            }
            catch (IOException)
            {
                // It ended meanwhile.
                return null;
            }
        }

        // A service's process is "dotnet": its assembly says more.
        private static string NameOf(int pid, string stat, int end)
        {
            var command = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            var assembly = command.FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal));
            return assembly is null ? stat[(stat.IndexOf('(') + 1)..end] : Path.GetFileNameWithoutExtension(assembly);
        }
    }
}
