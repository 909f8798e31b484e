using Chat.Load.Processes;

namespace Chat.Load.Faults.Striking;

/// <summary>A process and its children stand still for 10 s: alive, connected, silent.</summary>
internal sealed class StopFault(RunningStack stack, StackProcess target) : IFault
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    public string Name => $"stop-{target}";

    public Bars Bars => Bars.OfStopped(target.Name);

    public async Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken)
    {
        var pid = stack.Of(target.Name).Single(process => process.Replica == target.Replica).Pid!.Value;
        struck();
        Signals.SendToTree(pid, Signal.Stop);
        try
        {
            await Task.Delay(Long, cancellationToken);
        }
        finally
        {
            Signals.SendToTree(pid, Signal.Continue);
        }

        return null;
    }
}
