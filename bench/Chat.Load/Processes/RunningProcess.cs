using System.Globalization;

namespace Chat.Load.Processes;

/// <summary>A process as <c>/proc</c> shows it at one moment.</summary>
/// <param name="Name">Of the program; of a .NET process its assembly's.</param>
/// <param name="Ticks">User and system time, that of children that have ended included.</param>
internal sealed record RunningProcess(int Pid, int Parent, string Name, long Ticks)
{
    /// <returns>Null: it has ended.</returns>
    public static RunningProcess? Read(int pid)
    {
        try
        {
            // The name stands in parentheses and may hold spaces.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            var end = text.LastIndexOf(')');
            var fields = text[(end + 2)..].Split(' ');
            var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
            return new RunningProcess(pid, int.Parse(fields[1], CultureInfo.InvariantCulture), NameOf(pid, text, end), ticks);
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
