using System.Collections.Concurrent;
using System.Diagnostics;

namespace Chat.DevHost.Processes;

/// <summary>
/// Starts processes so that none outlives this one: each leads a session of its own (a Ctrl-C at the terminal reaches only
/// this process, which then stops them in order), and the kernel kills it if this process dies without a word.
/// </summary>
/// <remarks>
/// The kernel watches the thread that forked, not the process, so all processes are started on one thread that never ends.
/// Where <c>setsid</c> and <c>setpriv</c> (util-linux) are absent, processes are started plainly. Both replace themselves by
/// the program: the pid is the program's.
/// </remarks>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<Action> Requests = new(boundedCapacity: 64);
    private static readonly string[] Prefix = FindPrefix();
    private static readonly Thread Thread = Run();

    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static Task<Process> StartAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        Debug.Assert(Thread.IsAlive, "The thread that the kernel watches for all children.");
        if (Prefix.Length > 0)
        {
            string[] commandLine = [.. Prefix, start.FileName, .. start.ArgumentList];
            start.FileName = commandLine[0];
            start.ArgumentList.Clear();
            foreach (var argument in commandLine.Skip(1))
                start.ArgumentList.Add(argument);
        }

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(
            () =>
            {
                var process = new Process { StartInfo = start };
                try
                {
                    process.Start();
                    started.SetResult(process);
                }
                catch (Exception failure)
                {
                    process.Dispose();
                    started.SetException(failure);
                }
            },
            cancellationToken);
        return started.Task;
    }

    private static Thread Run()
    {
        var thread = new Thread(() =>
        {
            foreach (var request in Requests.GetConsumingEnumerable())
                request();
        })
        {
            IsBackground = true,
            Name = "process starter",
        };
        thread.Start();
        return thread;
    }

    private static string[] FindPrefix()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var setsid = folders.Select(folder => Path.Combine(folder, "setsid")).FirstOrDefault(File.Exists);
        var setpriv = folders.Select(folder => Path.Combine(folder, "setpriv")).FirstOrDefault(File.Exists);
        return setsid is null || setpriv is null ? [] : [setsid, setpriv, "--pdeathsig", "KILL", "--"];
    }
}
