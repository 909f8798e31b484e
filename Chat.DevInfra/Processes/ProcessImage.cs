using System.Collections;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Chat.DevInfra.Processes;

/// <summary>Replaces this process by another program: the pid stays, so the pid that was started is the server's own.</summary>
internal static class ProcessImage
{
    private const int BytesOfASignalSet = 128;
    private const int HighestClassicSignal = 31;

    /// <summary>Does not return.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Without the program's own name.</param>
    /// <param name="parentDeathSignal">What the program gets when the starter of this process dies, if the starter asked for that.</param>
    /// <exception cref="Win32Exception">The kernel refused.</exception>
    public static int Replace(string program, IEnumerable<string> arguments, int parentDeathSignal = LibC.SigKill)
    {
        string?[] argv = [program, .. arguments, null];
        string?[] environment =
        [
            .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}"),
            null,
        ];

        // What is ignored or blocked stays so across execve: .NET ignores SIGPIPE, and a server that never sees SIGTERM cannot be stopped.
        for (var signal = 1; signal <= HighestClassicSignal; signal++)
            _ = LibC.Signal(signal, 0);
        _ = LibC.SignalMask(LibC.SetSignalMask, new byte[BytesOfASignalSet], 0);
        ParentDeath.Renew(parentDeathSignal);

        _ = LibC.Execve(program, argv, environment);
        throw new Win32Exception(Marshal.GetLastPInvokeError(), $"Cannot run {program}");
    }
}
