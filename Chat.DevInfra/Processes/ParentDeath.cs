namespace Chat.DevInfra.Processes;

/// <summary>
/// Whoever starts this process may have asked the kernel to end it when the starter dies (<c>setpriv --pdeathsig</c>).
/// The kernel keeps that wish per thread and forgets it when the user changes, so the process that replaces this one has to be told again.
/// </summary>
internal static class ParentDeath
{
    /// <summary>The starter asked for a signal when it dies.</summary>
    public static bool IsWatched { get; private set; }

    /// <summary>To be called on the main thread, before the first await: the wish belongs to that thread.</summary>
    public static void Remember()
    {
        if (OperatingSystem.IsLinux() && LibC.ProcessControl(LibC.GetParentDeathSignal, out int signal) == 0)
            IsWatched = signal != 0;
    }

    /// <summary>Repeats the wish for the calling thread.</summary>
    public static void Renew(int signal)
    {
        if (IsWatched)
            _ = LibC.ProcessControl(LibC.SetParentDeathSignal, signal);
    }
}
