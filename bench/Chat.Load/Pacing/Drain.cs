namespace Chat.Load.Pacing;

/// <summary>What is under way arrives, or is lost.</summary>
internal static class Drain
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<bool> empty, CancellationToken cancellationToken)
    {
        using var turns = new PeriodicTimer(Look);
        for (var waited = TimeSpan.Zero; waited < Within && !empty(); waited += Look)
            await turns.WaitForNextTickAsync(cancellationToken);
    }
}
