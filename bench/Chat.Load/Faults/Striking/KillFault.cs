using Chat.Load.Processes;

namespace Chat.Load.Faults.Striking;

/// <summary><c>kill -9</c> of a process and its children; of Postgres that is what a loss of power is to the database.</summary>
internal sealed class KillFault(RunningStack stack, StackProcess target) : IFault
{
    public string Name => $"kill-{target}";

    public Bars Bars => Bars.OfKilled(target.Name);

    public Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken)
    {
        var now = stack.Of(target.Name).Single(process => process.Replica == target.Replica);
        struck();
        Signals.SendToTree(now.Pid!.Value, Signal.Kill);
        return Task.FromResult<string?>(null);
    }
}
