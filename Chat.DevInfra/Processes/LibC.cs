using System.Runtime.InteropServices;

namespace Chat.DevInfra.Processes;

/// <summary>The few calls of the C library that .NET does not offer. Numbers are Linux's.</summary>
internal static partial class LibC
{
    public const int SetParentDeathSignal = 1;
    public const int GetParentDeathSignal = 2;
    public const int SetSignalMask = 2;
    public const int SigInt = 2;
    public const int SigKill = 9;

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Execve(string path, string?[] arguments, string?[] environment);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    public static partial int SignalMask(int how, ReadOnlySpan<byte> set, nint previous);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    public static partial nint Signal(int signal, nint disposition);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, nint argument);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, out int value);
}
