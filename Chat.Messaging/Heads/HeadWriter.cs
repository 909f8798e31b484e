using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Telemetry;
using StackExchange.Redis;

namespace Chat.Messaging.Heads;

/// <summary>
/// Brings heads to Redis behind the work that changed them: one state a chat waits at most, the next write takes all that
/// wait. While Redis is away they wait on, bounded by <see cref="Waiting"/> chats; what is beyond is not written, and its
/// entry, if it has one, stands old until the chat's next change or its time to live.
/// </summary>
public sealed partial class HeadWriter(HeadCache cache, TimeProvider time, ILogger<HeadWriter> logger) : BackgroundService
{
    private const int Waiting = 100_000;
    private const int Writes = 1_000;

    private static readonly System.Diagnostics.Metrics.Counter<long> Dropped =
        ChatMetrics.Meter.CreateCounter<long>("chat.heads.dropped", "{chat}", "Heads that found the queue to Redis full");

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _some = new(0, 1);
    private readonly Dictionary<ChatId, HeadState> _waiting = [];

    public void Add(HeadState head)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(head.Chat, out var before))
                _waiting[head.Chat] = before.Merge(head);
            else if (_waiting.Count < Waiting)
                _waiting.Add(head.Chat, head);
            else
                Dropped.Add(1);
            if (_some.CurrentCount == 0)
                _some.Release();
        }
    }

    /// <summary>Writes what waits; what could not be written waits again.</summary>
    /// <exception cref="RedisException">Redis is away.</exception>
    /// <exception cref="TimeoutException">Or too slow.</exception>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        while (Take() is { Length: > 0 } heads)
        {
            try
            {
                await cache.WriteAsync(heads, cancellation);
            }
            catch
            {
                foreach (var head in heads)
                    Add(head);
                throw;
            }
        }
    }

    /// <summary>What waits at the end is written still, once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            LogWaiting(logger, exception);
        }
    }

    public override void Dispose()
    {
        _some.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            await _some.WaitAsync(stoppingToken);
            try
            {
                await FlushAsync(stoppingToken);
                failures = 0;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                if (failures == 0)
                    LogWaiting(logger, exception);
                await Task.Delay(Backoff.Internal.Delay(failures++), time, stoppingToken);
            }
        }
    }

    private HeadState[] Take()
    {
        lock (_lock)
        {
            HeadState[] heads = [.. _waiting.Values.Take(Writes)];
            foreach (var head in heads)
                _waiting.Remove(head.Chat);
            return heads;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis does not take heads")]
    private static partial void LogWaiting(ILogger logger, Exception exception);
}
