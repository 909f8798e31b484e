using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Chat.Load.Processes;

internal static partial class Signals
{
    private const int NoSuchProcess = 3;

    /// <summary>To a process and all below it, the root first: a postmaster that still ran would notice its children's end, and
    /// clean up after them.</summary>
    public static void SendToTree(int root, Signal signal)
    {
        foreach (var process in ProcessTree.Of(root))
            Send(process.Pid, signal);
    }

    /// <summary>What has ended meanwhile gets none.</summary>
    public static void Send(int pid, Signal signal)
    {
        if (Kill(pid, (int)signal) != 0 && Marshal.GetLastPInvokeError() is var error && error != NoSuchProcess)
            throw new Win32Exception(error, $"Cannot signal {pid}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
