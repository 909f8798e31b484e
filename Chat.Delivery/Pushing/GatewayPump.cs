using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Instances;

namespace Chat.Delivery.Pushing;

/// <summary>
/// Brings pushes to one gateway: in numbered batches, one under way, the next one collecting meanwhile.
/// </summary>
/// <remarks>
/// <para>A batch that is not answered is sent again under the same number; a repeat is harmless. After
/// <see cref="PumpPolicy.Patience"/> it is given up, together with all that waits behind it: the number after it jumps, the
/// gateway compares heads, and its devices ask for what they miss. While a gateway fails, each batch gets one short
/// attempt, so that a dead one costs its own devices and nobody else.</para>
/// <para>Full: the push is dropped and the next number jumps. If nothing follows a loss, an empty batch announces it.</para>
/// </remarks>
internal sealed partial class GatewayPump : IAsyncDisposable
{
    private readonly Instance _gateway;
    private readonly string _source;
    private readonly PushToGateway _push;
    private readonly StaleSessions _stale;
    private readonly PumpPolicy _policy;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Batcher<Entry> _batcher;
    private readonly ITimer _announcement;
    private readonly Lock _adding = new();
    private long _added;
    private long _droppedThrough;
    private bool _failing;

    /// <param name="source">This delivery instance.</param>
    /// <param name="numbers">Those of the source to this gateway.</param>
    public GatewayPump(
        Instance gateway,
        string source,
        BatchNumbers numbers,
        PushToGateway push,
        StaleSessions stale,
        PumpPolicy policy,
        TimeProvider time,
        ILogger<GatewayPump> logger)
    {
        _gateway = gateway;
        _source = source;
        Numbers = numbers;
        _push = push;
        _stale = stale;
        _policy = policy;
        _time = time;
        _logger = logger;
        _announcement = time.CreateTimer(static pump => ((GatewayPump)pump!).Announce(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _batcher = new Batcher<Entry>("delivery.pushes", policy.Bounds, RunAsync, Ended, static entry => entry.Item?.Weight ?? 0);
    }

    public BatchNumbers Numbers { get; }

    /// <summary>Pushes that wait behind the batch under way.</summary>
    public int Waiting => _batcher.Waiting;

    /// <summary>The order of the calls is the order on the connections.</summary>
    public void Add(PushItem item)
    {
        if (TryAdd(item, fence: null))
            return;

        Lose();
        Drop([item], "full");
    }

    /// <summary>Holds it until all that was added before is answered, or given up. Full: holds it for ever, whoever waits for
    /// it does so for a bounded time.</summary>
    public void AddFence(Acknowledgement fence)
    {
        fence.Hold();
        TryAdd(item: null, fence);
    }

    private bool TryAdd(PushItem? item, Acknowledgement? fence)
    {
        // The router and whoever brings parts add at once: the numbers must rise as the entries stand.
        lock (_adding)
            return _batcher.TryAdd(new Entry(Interlocked.Increment(ref _added), item, fence));
    }

    public async ValueTask DisposeAsync()
    {
        await _announcement.DisposeAsync();
        await _batcher.DisposeAsync();
    }

    private async Task RunAsync(IReadOnlyList<Entry> entries, CancellationToken cancellation)
    {
        var items = new List<PushItem>(entries.Count);
        foreach (var (order, item, _) in entries)
        {
            if (item is null)
                continue;
            if (order > _droppedThrough)
                items.Add(item);
            else
                Drop([item], "behind");
        }

        if (items.Count > 0 || Numbers.Owed)
            await RunAsync(items, cancellation);
        Pass(entries);
    }

    private async Task RunAsync(List<PushItem> items, CancellationToken cancellation)
    {
        using var activity = PushActivity.Start(items);
        var batch = new PushBatch { Source = _source, Number = Numbers.Next(), Pushes = { items.Select(item => item.Push) } };
        if (await TryPushAsync(batch, cancellation) is not { } result)
        {
            _failing = true;
            _droppedThrough = Interlocked.Read(ref _added);
            Lose();
            Drop(items, "given-up");
            return;
        }

        _failing = false;
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var item in items)
        {
            item.Settle();
            if (item.Push.BodyCase == Push.BodyOneofCase.Message)
                PushMetrics.Latency.Record(now - item.Push.AcceptedAt);
        }

        PushMetrics.Pushes.Add(items.Count);
        await _stale.RemoveAsync(result, items, cancellation);
    }

    /// <summary>Null: given up.</summary>
    private async Task<PushResult?> TryPushAsync(PushBatch batch, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var left = _policy.Patience - _time.GetElapsedTime(began);
            var deadline = _failing ? _policy.FailingDeadline : left < _policy.Deadline ? left : _policy.Deadline;
            try
            {
                return await _push(_gateway, batch, deadline, cancellation);
            }
            catch (ChatException exception)
            {
                var wait = _policy.Backoff.Delay(attempt);
                if (_failing || attempt + 1 >= _policy.Attempts || _time.GetElapsedTime(began) + wait >= _policy.Patience)
                {
                    LogGivenUp(_logger, _failing ? LogLevel.Debug : LogLevel.Warning, batch.Number, _gateway.Id, batch.Pushes.Count, exception);
                    return null;
                }

                await Task.Delay(wait, _time, cancellation);
            }
        }
    }

    private void Lose()
    {
        Numbers.Skip();
        _announcement.Change(_policy.AnnounceAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Refused only when others wait, and they announce it as well.</summary>
    private void Announce() => _batcher.TryAdd(new Entry(0, null));

    /// <summary>The pump ends, since the gateway has no lease any more or this process stops; or a defect.</summary>
    private void Ended(IReadOnlyList<Entry> entries, Exception exception)
    {
        if (exception is not (ObjectDisposedException or OperationCanceledException))
        {
            LogFailed(_logger, _gateway.Id, exception);
            Lose();
        }

        Drop(entries.Select(entry => entry.Item).OfType<PushItem>(), "gone");
        Pass(entries);
    }

    private static void Pass(IReadOnlyList<Entry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
            entries[i].Fence?.Release();
    }

    private static void Drop(IEnumerable<PushItem> items, string reason) =>
        PushMetrics.Dropped.Add(items.Count(item => item.Settle()), new KeyValuePair<string, object?>("reason", reason));

    [LoggerMessage(Message = "Batch {Number} to {Gateway} with {Count} pushes was given up")]
    private static partial void LogGivenUp(ILogger logger, LogLevel level, long number, string gateway, int count, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch to {Gateway} failed")]
    private static partial void LogFailed(ILogger logger, string gateway, Exception exception);

    /// <param name="Order">Rises with each item added.</param>
    /// <param name="Item">Null: nothing to push, but a loss to announce, or a fence.</param>
    private readonly record struct Entry(long Order, PushItem? Item, Acknowledgement? Fence = null);
}
