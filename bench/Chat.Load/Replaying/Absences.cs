namespace Chat.Load.Replaying;

/// <summary>
/// One device in ten goes away once, at a point of the run's progress spread over its middle, and comes back after another
/// twentieth of it, or when it is its turn to speak.
/// </summary>
internal sealed class Absences(ReplayRun run, long total)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task RunAsync(IReadOnlyList<ReplayedDevice> devices, CancellationToken cancellationToken)
    {
        var leaving = devices.Where((_, index) => index % 10 == 9).ToArray();
        await Task.WhenAll(leaving.Select((device, index) =>
            AbsentAsync(device, 0.1 + (0.7 * index / leaving.Length), cancellationToken)));
    }

    private async Task AbsentAsync(ReplayedDevice device, double from, CancellationToken cancellationToken)
    {
        await ProgressAsync(from, cancellationToken);
        await device.GoAwayAsync(token => ProgressAsync(from + 0.05, token), cancellationToken);
    }

    private async Task ProgressAsync(double part, CancellationToken cancellationToken)
    {
        using var turns = new PeriodicTimer(Look, run.Time);
        while (run.Acked < total * part)
            await turns.WaitForNextTickAsync(cancellationToken);
    }
}
