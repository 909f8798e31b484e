using System.Globalization;

namespace Chat.DevHost.Processes;

/// <summary>Pids are used again: a process is the same one only if its start time and its command line are.</summary>
internal static class ProcessIdentity
{
    /// <summary>Clock ticks from the machine's boot to the process's start (field 22 of <c>/proc/PID/stat</c>); null if there is no such process.</summary>
    public static long? StartTimeOf(int pid)
    {
        var stat = ReadOrNull($"/proc/{pid}/stat");
        if (stat is null)
            return null;

        // The second field, the program's name, is in parentheses and may contain anything; the third follows the last one.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[19], CultureInfo.InvariantCulture);
    }

    /// <summary>Its arguments separated by spaces; null if there is no such process.</summary>
    public static string? CommandLineOf(int pid) => ReadOrNull($"/proc/{pid}/cmdline")?.Replace('\0', ' ').Trim();

    private static string? ReadOrNull(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            // It may end between any two steps; that it has is the answer.
            return null;
        }
    }
}
