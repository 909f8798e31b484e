using Chat.DevHost.Processes;

namespace Chat.DevHost.Running;

/// <summary>Ends what an earlier run left behind when it was killed.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task EndAsync(ResourcesFile file, Action<string> log, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var (name, pid) in file.FindLeftovers())
        {
            log($"ending {name} (pid {pid}) of an earlier run");
            Signals.Send(pid, ProcessSignal.Interrupt);
        }

        // Interrupted first: a database that may finish its work starts faster the next time.
        var deadline = time.GetUtcNow() + Patience;
        while (file.FindLeftovers() is { Count: > 0 } remaining)
        {
            if (time.GetUtcNow() > deadline)
            {
                foreach (var (_, pid) in remaining)
                {
                    Signals.SendToGroup(pid, ProcessSignal.Kill);
                    Signals.Send(pid, ProcessSignal.Kill);
                }
            }

            await Task.Delay(Turn, time, cancellationToken);
        }
    }
}
