using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Chat.DevHost.Processes;

/// <summary>The signals in use here; the numbers are those of Linux and macOS.</summary>
internal enum ProcessSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
}

/// <summary>Sends signals, which .NET does not offer.</summary>
internal static partial class Signals
{
    private const int NoSuchProcess = 3;

    /// <returns>False if there is no such process any more.</returns>
    public static bool Send(int pid, ProcessSignal signal) => SendTo(pid, signal);

    /// <summary>To every process of the group that <paramref name="leader"/> leads or led.</summary>
    /// <returns>False if none of them is left.</returns>
    public static bool SendToGroup(int leader, ProcessSignal signal) => SendTo(-leader, signal);

    private static bool SendTo(int pid, ProcessSignal signal)
    {
        if (Kill(pid, (int)signal) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"Cannot signal {pid}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
