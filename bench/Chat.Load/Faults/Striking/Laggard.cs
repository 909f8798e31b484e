using Chat.Load.Lagging;

namespace Chat.Load.Faults.Striking;

/// <summary>A connected client that reads as much as it likes to, while it is written to with large messages.</summary>
internal sealed class Laggard(RudeClients rude)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(40);

    /// <param name="bytesPerSecond">0: it never reads again once it is connected.</param>
    /// <returns>What became of it.</returns>
    public async Task<string?> RunAsync(int bytesPerSecond, Action struck, CancellationToken cancellationToken)
    {
        var pair = await rude.PairAsync(cancellationToken);
        using var socket = await LaggingSocket.ConnectAsync(pair.Other.Hub, cancellationToken);
        var clock = new RunClock();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Long);
        struck();
        var pouring = Pouring.RunAsync(pair, end.Token);
        var gone = bytesPerSecond > 0
            ? await socket.ReadSlowlyAsync(bytesPerSecond, end.Token)
            : await socket.IsEndedUnreadAsync(end.Token);
        var after = clock.Now;
        await end.CancelAsync();
        var poured = await pouring;
        return $"{poured * Pouring.MessageSize >> 20} MiB for it, {(gone ? $"closed by the server after {after.TotalSeconds:0} s" : "not closed")}";
    }
}
