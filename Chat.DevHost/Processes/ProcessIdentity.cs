using System.Globalization;

namespace Chat.DevHost.Processes;

/// <summary>
/// Pids are used again, and a process that replaces its program changes its command line: a process is the same one if its
/// pid, its start time and the machine's boot are.
/// </summary>
internal static class ProcessIdentity
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>Differs from boot to boot; empty where the kernel does not say.</summary>
    public static string Boot { get; } = File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : "";

    /// <summary>Clock ticks from the machine's boot to the process's start (field 22 of <c>/proc/PID/stat</c>); null if there is no such process.</summary>
    public static long? StartTimeOf(int pid)
    {
        try
        {
            // The second field, the program's name, is in parentheses and may contain anything; the third follows the last one.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It may end between any two steps; that it has is the answer.
            return null;
        }
    }
}
