using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Instances;
using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>
/// Reads the events of this replica's partitions on a thread of its own (Kafka's client blocks), has them routed in
/// batches, and commits an offset only when everything before it is done: pushed, or given up.
/// </summary>
/// <remarks>
/// Offsets are stored here and committed by librdkafka in the background and at a revocation, so that no commit holds up
/// the reading. On a revocation what is under way gets <see cref="Finish"/> to become done; the rest comes again with the
/// partitions' next owner.
/// </remarks>
internal sealed partial class EventConsumer : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Finish = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CommittedWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LagEvery = TimeSpan.FromSeconds(1);

    private readonly Lazy<IConsumer<byte[], byte[]>> _consumer;
    private readonly string _topic;
    private readonly RecordReader _reader;
    private readonly ForgottenRecords _forgotten;
    private readonly Router _router;
    private readonly InstanceDirectory _gateways;
    private readonly ConsumingLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<EventConsumer> _logger;
    private readonly PartitionProgress _progress = new();
    private readonly AutoResetEvent _done = new(false);
    private bool _finishing;
    private bool _paused;

    /// <param name="consumer">Made when the reading begins: its handlers call this class.</param>
    public EventConsumer(
        Lazy<IConsumer<byte[], byte[]>> consumer,
        ConsumedTopic topic,
        RecordReader reader,
        ForgottenRecords forgotten,
        Router router,
        [FromKeyedServices(ServiceNames.Gateway)] InstanceDirectory gateways,
        ConsumingLimits limits,
        TimeProvider time,
        ILogger<EventConsumer> logger)
    {
        _consumer = consumer;
        _topic = topic.Name;
        _reader = reader;
        _forgotten = forgotten;
        _router = router;
        _gateways = gateways;
        _limits = limits;
        _time = time;
        _logger = logger;
    }

    /// <summary>Kafka has given this replica its partitions, be it none.</summary>
    public bool HasAssignment { get; private set; }

    public void OnAssigned(IReadOnlyList<TopicPartition> partitions)
    {
        _progress.Assigned(partitions);
        _forgotten.Assigned(Committed(partitions));
        // New partitions are not paused: the next turn sees to it.
        _paused = false;
        HasAssignment = true;
        LogAssigned(_logger, partitions.Count);
    }

    public void OnRevoked(IReadOnlyList<TopicPartition> partitions)
    {
        FinishWhatIsUnderWay(partitions);
        StoreOffsets();
        _progress.Revoked(partitions);
        LogRevoked(_logger, partitions.Count);
    }

    /// <summary>They are somebody else's already: nothing can be committed.</summary>
    public void OnLost(IReadOnlyList<TopicPartition> partitions)
    {
        _progress.Revoked(partitions);
        LogRevoked(_logger, partitions.Count);
    }

    public override void Dispose()
    {
        base.Dispose();
        _done.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before, every session would seem to be on a gateway that is gone.
        await _gateways.ReadOnceAsync(stoppingToken);
        await using var batcher = NewBatcher();
        await Task.Factory.StartNew(() => Run(batcher, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Run(Batcher<ConsumedRecord> batcher, CancellationToken stopping)
    {
        var consumer = _consumer.Value;
        consumer.Subscribe(_topic);
        var lagAt = _time.GetTimestamp();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                TakeTurn(consumer, batcher, stopping);
                if (_time.GetElapsedTime(lagAt) < LagEvery)
                    continue;
                lagAt = _time.GetTimestamp();
                ConsumingMetrics.SetLag(Lag(consumer));
            }
        }
        finally
        {
            // Revokes what is assigned, commits what is stored, and leaves the group.
            consumer.Close();
        }
    }

    internal Batcher<ConsumedRecord> NewBatcher() =>
        new("delivery.records", _limits.Batch, RouteAsync, NotRouted, record => record.Bytes);

    /// <summary>Reads a record, if one comes within <see cref="Turn"/>, and stores the offsets of what is done.</summary>
    /// <returns>False: there was none.</returns>
    internal bool TakeTurn(IConsumer<byte[], byte[]> consumer, Batcher<ConsumedRecord> batcher, CancellationToken stopping)
    {
        PauseOrResume(consumer);
        var result = Consume(consumer, stopping);
        if (result is not null)
            Begin(result, batcher);
        StoreOffsets();
        return result is not null;
    }

    /// <summary>A broker that does not say counts as one that has forgotten: asking for too much is harmless.</summary>
    private IEnumerable<TopicPartitionOffset> Committed(IReadOnlyList<TopicPartition> partitions)
    {
        try
        {
            return _consumer.Value.Committed(partitions, CommittedWithin);
        }
        catch (KafkaException exception)
        {
            LogCommittedNotRead(_logger, exception);
            return partitions.Select(partition => new TopicPartitionOffset(partition, Offset.Unset));
        }
    }

    private ConsumeResult<byte[], byte[]>? Consume(IConsumer<byte[], byte[]> consumer, CancellationToken stopping)
    {
        try
        {
            return consumer.Consume(Turn);
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
        var record = _reader.Read(result, OnDone);
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

    private void OnDone()
    {
        if (Volatile.Read(ref _finishing))
            _done.Set();
    }

    private void FinishWhatIsUnderWay(IReadOnlyList<TopicPartition> partitions)
    {
        Volatile.Write(ref _finishing, true);
        var began = _time.GetTimestamp();
        while (!_progress.IsIdle(partitions) && _time.GetElapsedTime(began) < Finish)
            _done.WaitOne(Turn);
        Volatile.Write(ref _finishing, false);
    }

    private void StoreOffsets()
    {
        foreach (var offset in _progress.TakeCommittable())
        {
            try
            {
                _consumer.Value.StoreOffset(offset);
            }
            catch (KafkaException exception)
            {
                // The partition has just been taken away: its next owner repeats what is not committed.
                LogNotStored(_logger, offset.Partition.Value, exception);
            }
        }
    }

    private void PauseOrResume(IConsumer<byte[], byte[]> consumer)
    {
        if (!_paused && (_progress.Records >= _limits.Records || _progress.Bytes >= _limits.Bytes))
        {
            consumer.Pause(consumer.Assignment);
            _paused = true;
            LogPaused(_logger, _progress.Records);
        }
        else if (_paused && _progress.Records <= _limits.Records / 2 && _progress.Bytes <= _limits.Bytes / 2)
        {
            consumer.Resume(consumer.Assignment);
            _paused = false;
        }
    }

    /// <summary>By what the client knows, without asking the broker.</summary>
    private long Lag(IConsumer<byte[], byte[]> consumer)
    {
        var lag = (long)_progress.Records;
        foreach (var partition in consumer.Assignment)
        {
            var end = consumer.GetWatermarkOffsets(partition).High;
            var position = consumer.Position(partition);
            if (!end.IsSpecial && !position.IsSpecial)
                lag += Math.Max(0, end.Value - position.Value);
        }

        return lag;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} more partitions are this replica's")]
    private static partial void LogAssigned(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} partitions are no longer this replica's")]
    private static partial void LogRevoked(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading is paused: {Count} records are under way")]
    private static partial void LogPaused(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka could not be read ({Code})")]
    private static partial void LogNotConsumed(ILogger logger, ErrorCode code, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The committed offsets could not be read")]
    private static partial void LogCommittedNotRead(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "An offset of partition {Partition} could not be stored")]
    private static partial void LogNotStored(ILogger logger, int partition, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} records were not routed and come again")]
    private static partial void LogNotRouted(ILogger logger, int count, Exception exception);
}
