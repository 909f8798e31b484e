using Chat.Contracts.Hub;
using Chat.Contracts.Retrying;
using Chat.Gateway.Pushing;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Gateway.Connections;

/// <summary>
/// Puts sessions back into a registry that may have lost them: one at its heartbeat, all of them when this gateway's lease
/// had lapsed (others then took its sessions for dead), after which heads are compared.
/// </summary>
public sealed partial class SessionRestoration(
    SessionRegistry registry,
    InstanceLease lease,
    ConnectionTable table,
    HeadsComparison heads,
    TimeProvider time,
    ILogger<SessionRestoration> logger) : BackgroundService
{
    private const int AtOnce = 128;
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _lapsed = new(0, 1);

    /// <summary>False: Redis did not answer. A connection that another one has replaced is closed.</summary>
    public async Task<bool> RestoreAsync(ClientConnection connection, CancellationToken cancellation)
    {
        if (connection.Session is not { } session)
            return true;

        using var deadline = new CancellationTokenSource(CallDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            if (!await registry.RestoreAsync(session, either.Token))
                connection.Close(CloseReasons.Replaced);
            return true;
        }
        catch (Exception exception) when (SessionRegistration.IsRedisAway(exception) && !cancellation.IsCancellationRequested)
        {
            LogNotRestored(logger, exception);
            return false;
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _lapsed.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lease.Lapsed += OnLapsed;
        try
        {
            for (var attempt = 0; ;)
            {
                await _lapsed.WaitAsync(stoppingToken);
                if (await RestoreAllAsync(stoppingToken))
                {
                    attempt = 0;
                    heads.AskAll();
                    continue;
                }

                await Task.Delay(Backoff.Internal.Delay(attempt++), time, stoppingToken);
                OnLapsed();
            }
        }
        finally
        {
            lease.Lapsed -= OnLapsed;
        }
    }

    private async Task<bool> RestoreAllAsync(CancellationToken cancellation)
    {
        var failed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation, TaskScheduler = TaskScheduler.Current };
        await Parallel.ForEachAsync(table.All, options, async (connection, token) =>
        {
            if (Volatile.Read(ref failed) == 0 && !await RestoreAsync(connection, token))
                Interlocked.Increment(ref failed);
        });
        return failed == 0;
    }

    private void OnLapsed()
    {
        lock (_lapsed)
        {
            if (_lapsed.CurrentCount == 0)
                _lapsed.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A session could not be restored")]
    private static partial void LogNotRestored(ILogger logger, Exception exception);
}
