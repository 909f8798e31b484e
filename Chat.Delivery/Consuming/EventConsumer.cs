using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Instances;
using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>
/// Reads the events of this replica's partitions on a thread of its own (Kafka's client blocks), has them routed in
/// batches, and commits an offset only when everything before it is done: pushed, or given up.
/// </summary>
internal sealed partial class EventConsumer : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LagEvery = TimeSpan.FromSeconds(1);

    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Assignment _assignment;
    private readonly PartitionProgress _progress;
    private readonly RecordReader _reader;
    private readonly ForgottenRecords _forgotten;
    private readonly Router _router;
    private readonly InstanceDirectory _gateways;
    private readonly ConsumingLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<EventConsumer> _logger;
    private bool _paused;

    public EventConsumer(
        IConsumer<byte[], byte[]> consumer,
        Assignment assignment,
        PartitionProgress progress,
        RecordReader reader,
        ForgottenRecords forgotten,
        Router router,
        [FromKeyedServices(ServiceNames.Gateway)] InstanceDirectory gateways,
        ConsumingLimits limits,
        TimeProvider time,
        ILogger<EventConsumer> logger)
    {
        _consumer = consumer;
        _assignment = assignment;
        _progress = progress;
        _reader = reader;
        _forgotten = forgotten;
        _router = router;
        _gateways = gateways;
        _limits = limits;
        _time = time;
        _logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before, every session would seem to be on a gateway that is gone.
        await _gateways.ReadOnceAsync(stoppingToken);
        await using var batcher = new Batcher<ConsumedRecord>("delivery.records", _limits.Batch, RouteAsync, NotRouted, record => record.Bytes);
        await Task.Factory.StartNew(() => Run(batcher, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Run(Batcher<ConsumedRecord> batcher, CancellationToken stopping)
    {
        var lagAt = _time.GetTimestamp();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                // New partitions are not paused.
                if (_assignment.Follow())
                    _paused = false;
                PauseOrResume();
                if (Consume(stopping) is { } result)
                    Begin(result, batcher);
                _assignment.StoreOffsets();
                if (_time.GetElapsedTime(lagAt) < LagEvery)
                    continue;
                lagAt = _time.GetTimestamp();
                ConsumingMetrics.SetLag(Lag());
            }
        }
        finally
        {
            _assignment.DropAll();
            _consumer.Close();
        }
    }

    private ConsumeResult<byte[], byte[]>? Consume(CancellationToken stopping)
    {
        try
        {
            return _consumer.Consume(Turn);
        }
        catch (ConsumeException exception) when (!exception.Error.IsFatal)
        {
            // The topic is not there yet, a broker is gone: the client goes on by itself.
            LogNotConsumed(_logger, exception.Error.Code, exception);
            stopping.WaitHandle.WaitOne(LagEvery);
            return null;
        }
    }

    private void Begin(ConsumeResult<byte[], byte[]> result, Batcher<ConsumedRecord> batcher)
    {
        ConsumingMetrics.Records.Add(1);
        var record = _reader.Read(result, _progress.Done);
        if (!_progress.TryAdd(record))
            return;
        _forgotten.Read(record);
        if (!batcher.TryAdd(record))
            throw new InvalidOperationException("More records are under way than the limits let.");
    }

    private async Task RouteAsync(IReadOnlyList<ConsumedRecord> records, CancellationToken cancellation)
    {
        await _router.RouteAsync([.. records.SelectMany(record => record.Events)], cancellation);
        foreach (var record in records)
            record.Acknowledgement.Release();
    }

    /// <summary>This process stops: the records are not acknowledged and come again, elsewhere.</summary>
    private void NotRouted(IReadOnlyList<ConsumedRecord> records, Exception exception) => LogNotRouted(_logger, records.Count, exception);

    private void PauseOrResume()
    {
        if (!_paused && (_progress.Records >= _limits.Records || _progress.Bytes >= _limits.Bytes))
        {
            _consumer.Pause(_consumer.Assignment);
            _paused = true;
            LogPaused(_logger, _progress.Records);
        }
        else if (_paused && _progress.Records <= _limits.Records / 2 && _progress.Bytes <= _limits.Bytes / 2)
        {
            _consumer.Resume(_consumer.Assignment);
            _paused = false;
        }
    }

    /// <summary>By what the client knows, without asking the broker.</summary>
    private long Lag()
    {
        var lag = (long)_progress.Records;
        foreach (var partition in _consumer.Assignment)
        {
            var end = _consumer.GetWatermarkOffsets(partition).High;
            var position = _consumer.Position(partition);
            if (!end.IsSpecial && !position.IsSpecial)
                lag += Math.Max(0, end.Value - position.Value);
        }

        return lag;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading is paused: {Count} records are under way")]
    private static partial void LogPaused(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka could not be read ({Code})")]
    private static partial void LogNotConsumed(ILogger logger, ErrorCode code, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} records were not routed and come again")]
    private static partial void LogNotRouted(ILogger logger, int count, Exception exception);
}
