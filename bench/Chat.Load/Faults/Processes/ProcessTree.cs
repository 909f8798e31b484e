using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Chat.Load.Faults.Processes;

/// <summary>A process with its children and theirs, from <c>/proc</c>: Postgres is one process a connection. Linux alone.</summary>
internal static partial class ProcessTree
{
    private const int NoSuchProcess = 3;

    /// <summary>The root first: a postmaster that still ran would notice its children's end, and clean up after them.</summary>
    public static void Send(int root, Signal signal)
    {
        foreach (var pid in Of(root))
            SendTo(pid, signal);
    }

    public static void SendTo(int pid, Signal signal)
    {
        if (Kill(pid, (int)signal) != 0 && Marshal.GetLastPInvokeError() is var error && error != NoSuchProcess)
            throw new Win32Exception(error, $"Cannot signal {pid}");
    }

    private static List<int> Of(int root)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
            .Where(pid => pid > 0)
            .ToLookup(ParentOf);
        var tree = new List<int> { root };
        for (var next = 0; next < tree.Count; next++)
            tree.AddRange(children[tree[next]]);
        return tree;
    }

    private static int ParentOf(int pid)
    {
        try
        {
            // The name stands in parentheses and may hold spaces; then come the state and the parent.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
