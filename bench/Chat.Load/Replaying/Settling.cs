namespace Chat.Load.Replaying;

/// <summary>Waits, for so long at most, until every device has as many messages as its rooms have lines.</summary>
internal sealed class Settling(ReplayRun run, TimeSpan bound)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <exception cref="OperationCanceledException">Not all do.</exception>
    public async Task WaitAsync(IReadOnlyCollection<ReplayedDevice> devices, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(bound, run.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var turns = new PeriodicTimer(Look, run.Time);
        while (!devices.All(device => device.IsComplete))
            await turns.WaitForNextTickAsync(either.Token);
    }
}
