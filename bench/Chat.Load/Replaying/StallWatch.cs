namespace Chat.Load.Replaying;

/// <summary>Gives a run up in which nothing has moved for a while.</summary>
internal sealed class StallWatch(ReplayRun run, TimeSpan bound)
{
    public async Task RunAsync(CancellationTokenSource giveUp)
    {
        var seen = -1L;
        using var turns = new PeriodicTimer(bound, run.Time);
        try
        {
            while (await turns.WaitForNextTickAsync(giveUp.Token))
            {
                var now = run.Moves;
                if (now == seen)
                    await giveUp.CancelAsync();
                seen = now;
            }
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // The run is over.
        }
    }
}
