using Chat.Contracts.Hub;

namespace Chat.Gateway.Connections;

/// <summary>What is due by time, for all connections in one pass a second instead of a timer each: tokens that have
/// expired, and what replays remember.</summary>
public sealed class ConnectionSweep(ConnectionTable table, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetEvery = TimeSpan.FromSeconds(60);

    /// <summary>As much as the validation of tokens allows for clocks.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public void CloseExpired()
    {
        var now = time.GetUtcNow();
        foreach (var connection in table.All)
        {
            if (connection.Caller.ExpiresAt + Grace <= now)
                connection.Close(CloseReasons.TokenExpired);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var turns = new PeriodicTimer(Every, time);
        var forgotten = time.GetTimestamp();
        while (await turns.WaitForNextTickAsync(stoppingToken))
        {
            CloseExpired();
            if (time.GetElapsedTime(forgotten) < ForgetEvery)
                continue;

            forgotten = time.GetTimestamp();
            foreach (var connection in table.All)
                connection.ForgetReplays();
        }
    }
}
