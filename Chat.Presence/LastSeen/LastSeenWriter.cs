using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;

namespace Chat.Presence.LastSeen;

/// <summary>Stores when users were seen last.</summary>
internal delegate Task StoreLastSeen(LastSeenBatch batch, CancellationToken cancellation);

/// <summary>
/// Writes behind when users were seen last: the latest time of each, every <see cref="Every"/>, and what is left when the
/// process is told to stop. What a killed process had not written is in the gateways' complete reports for a minute.
/// </summary>
/// <remarks>Full (<see cref="MaxWaiting"/> users, Messaging being away for long): the time of a further user is dropped; an
/// older one stays stored.</remarks>
internal sealed partial class LastSeenWriter(StoreLastSeen store, TimeProvider time, ILogger<LastSeenWriter> logger) : BackgroundService
{
    public const int MaxWaiting = 200_000;
    private const int MaxBatch = 2_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _waiting = [];
    private bool _failing;

    public void Note(long user, long at)
    {
        lock (_lock)
        {
            if (_waiting.Count < MaxWaiting || _waiting.ContainsKey(user))
                _waiting[user] = at;
            else
                LastSeenMetrics.Dropped.Add(1);
        }
    }

    /// <summary>Not stored yet; 0: nothing.</summary>
    public long Waiting(long user)
    {
        lock (_lock)
            return _waiting.GetValueOrDefault(user);
    }

    /// <summary>Ends when all that waited at the call is stored.</summary>
    /// <exception cref="ChatException">Messaging did not take it; it waits again.</exception>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        KeyValuePair<long, long>[] taken;
        lock (_lock)
            taken = [.. _waiting];
        foreach (var part in taken.Chunk(MaxBatch))
        {
            var users = part.Select(user => new Contracts.Internal.LastSeen { UserId = user.Key, At = user.Value });
            await store(new LastSeenBatch { Users = { users } }, cancellation);
            lock (_lock)
            {
                // What has become later meanwhile is still to be stored.
                foreach (var (user, at) in part)
                {
                    if (_waiting.GetValueOrDefault(user) == at)
                        _waiting.Remove(user);
                }
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(AtStop, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await FlushAsync(either.Token);
        }
        catch (Exception exception) when (exception is ChatException or OperationCanceledException)
        {
            LogNotStored(logger, exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            await Task.Delay(Every + (failures == 0 ? TimeSpan.Zero : Backoff.Internal.Delay(failures)), time, stoppingToken);
            failures = await TryFlushAsync(stoppingToken) ? 0 : failures + 1;
        }
    }

    private async Task<bool> TryFlushAsync(CancellationToken cancellation)
    {
        try
        {
            await FlushAsync(cancellation);
            _failing = false;
            return true;
        }
        catch (ChatException exception)
        {
            if (!_failing)
                LogNotStored(logger, exception);
            _failing = true;
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "When users were seen last could not be stored")]
    private static partial void LogNotStored(ILogger logger, Exception exception);
}
