using Chat.Presence.Tracking;

namespace Chat.Presence.Telling;

/// <summary>The one clock of this service: what is due, and what is to be told, every <see cref="Timing.Tick"/>.</summary>
internal sealed class TellingLoop(Board board, Teller teller, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Timing.Tick, time);
        var sending = new List<Task>();
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                board.Tick();
                sending.RemoveAll(task => task.IsCompletedSuccessfully);
                // At most one a gateway is under way.
                sending.AddRange(teller.Take().Select(batch => teller.SendAsync(batch, stoppingToken)));
            }
        }
        finally
        {
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
