using Chat.Load.Processes;

namespace Chat.Load.Faults.Striking;

/// <summary>Everything is killed at once.</summary>
internal sealed class PowerLossFault(RunningStack stack) : IFault
{
    public string Name => "power-loss";

    public Bars Bars => Bars.None;

    public Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken)
    {
        var all = stack.Read();
        struck();
        foreach (var process in all.Where(process => process.Pid is not null))
            Signals.SendToTree(process.Pid!.Value, Signal.Kill);
        return Task.FromResult<string?>(null);
    }
}
