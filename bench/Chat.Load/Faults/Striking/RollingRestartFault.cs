using Chat.Load.Processes;

namespace Chat.Load.Faults.Striking;

/// <summary>A release: every replica of every service gets SIGTERM and is back before it is the next one's turn.</summary>
/// <param name="release">Puts the new programs in the place of the old before a service's first replica ends; null: they are
/// the same.</param>
internal sealed class RollingRestartFault(RunningStack stack, BinarySwap? release) : IFault
{
    private static readonly string[] Services = ["messaging", "delivery", "presence", "media", "gateway", "edge"];
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    public string Name => "rolling-restart";

    public Bars Bars => Bars.Single;

    public async Task<string?> StrikeAsync(Action struck, CancellationToken cancellationToken)
    {
        struck();
        var took = new List<string>();
        foreach (var service in Services)
        {
            release?.Swap(service);
            foreach (var replica in stack.Of(service))
            {
                var clock = new RunClock();
                Signals.Send(replica.Pid!.Value, Signal.Terminate);
                await stack.ReplacedAsync(replica, cancellationToken).WaitAsync(Within, cancellationToken);
                took.Add($"{replica} {clock.Now.TotalSeconds:0.0}");
            }
        }

        return $"seconds to end and be back: {string.Join(", ", took)}";
    }
}
