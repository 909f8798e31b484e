using Chat.Load.Crowds;
using Chat.Load.Wire;

namespace Chat.Load.Lagging;

/// <summary>Large messages to one device, faster than it reads if it lags.</summary>
internal static class Pouring
{
    /// <summary>Characters of ciphertext.</summary>
    public const int MessageSize = 48 * 1024;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(30);

    /// <returns>Messages sent until the end.</returns>
    public static async Task<int> RunAsync(DirectChat pair, CancellationToken end)
    {
        var sends = new SendTemplate(pair.Chat, 0, Random.Shared.Next(), MessageSize);
        var sent = 0;
        try
        {
            var synced = await SyncedConnection.OpenAsync(pair.One.Hub, Invocation.Sync(0), (_, _) => { }, end);
            await using var connection = synced.Connection;
            using var turns = new PeriodicTimer(Between);
            while (await turns.WaitForNextTickAsync(end))
                connection.Send(sends.Number(++sent));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Enough.
        }

        return sent;
    }
}
