using Chat.ServiceDefaults.Instances;
using Confluent.Kafka;

namespace Chat.Delivery.Consuming;

/// <summary>
/// Reads the records of this replica's partitions on a thread of its own (Kafka's client blocks), has them routed in
/// batches, and commits an offset only when everything before it is done: pushed, with Kafka again in parts, or given up.
/// </summary>
/// <remarks>
/// One client for all topics: a second one would fetch, and take part in rebalances, by itself. On a revocation what is under
/// way gets <see cref="Finish"/> to become done; the rest comes again with the partitions' next owner.
/// </remarks>
internal sealed partial class EventConsumer : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    /// <summary>Well below a session's timeout (3 s with the local broker, else 6): the group waits for who still finishes, and
    /// throws out who is late, which rebalances it again. With 3 s a killed replica cost up to five rebalances (docs/reliability.md).</summary>
    private static readonly TimeSpan Finish = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LagEvery = TimeSpan.FromSeconds(1);

    private readonly Lazy<IConsumer<byte[], byte[]>> _consumer;
    private readonly Dictionary<string, ConsumedTopic> _topics;
    private readonly InstanceDirectory _gateways;
    private readonly ConsumingLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<EventConsumer> _logger;
    private readonly PartitionProgress _progress = new();
    private readonly Offsets _offsets;
    private readonly AutoResetEvent _done = new(false);
    private bool _finishing;
    private bool _paused;

    /// <param name="consumer">Made when the reading begins: its handlers call this class.</param>
    public EventConsumer(
        Lazy<IConsumer<byte[], byte[]>> consumer,
        IEnumerable<ConsumedTopic> topics,
        [FromKeyedServices(ServiceNames.Gateway)] InstanceDirectory gateways,
        ConsumingLimits limits,
        TimeProvider time,
        ILogger<EventConsumer> logger)
    {
        _consumer = consumer;
        _topics = topics.ToDictionary(topic => topic.Name);
        _gateways = gateways;
        _limits = limits;
        _time = time;
        _logger = logger;
        _offsets = new Offsets(consumer, _progress, logger);
    }

    /// <summary>Kafka has given this replica its partitions, be it none.</summary>
    public bool HasAssignment { get; private set; }

    public void OnAssigned(IReadOnlyList<TopicPartition> partitions)
    {
        _progress.Assigned(partitions);
        foreach (var topic in partitions.GroupBy(partition => partition.Topic))
        {
            if (_topics[topic.Key].Forgotten is { } forgotten)
                forgotten.Assigned(_offsets.Committed([.. topic]));
        }

        // New partitions are not paused: the next turn sees to it.
        _paused = false;
        HasAssignment = true;
        LogAssigned(_logger, partitions.Count);
    }

    public void OnRevoked(IReadOnlyList<TopicPartition> partitions)
    {
        FinishWhatIsUnderWay(partitions);
        _offsets.Store();
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
        await using var batches = NewBatches();
        await Task.Factory.StartNew(() => Run(batches, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Run(RecordBatches batches, CancellationToken stopping)
    {
        var consumer = _consumer.Value;
        consumer.Subscribe(_topics.Keys);
        var lagAt = _time.GetTimestamp();
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                TakeTurn(consumer, batches, stopping);
                if (_time.GetElapsedTime(lagAt) < LagEvery)
                    continue;
                lagAt = _time.GetTimestamp();
                ConsumingMetrics.SetLag(_offsets.Lag());
            }
        }
        finally
        {
            // Revokes what is assigned, commits what is stored, and leaves the group.
            consumer.Close();
        }
    }

    internal RecordBatches NewBatches() => new([.. _topics.Values], _limits.Batch, _logger);

    /// <summary>Reads a record, if one comes within <see cref="Turn"/>, and stores the offsets of what is done.</summary>
    /// <returns>False: there was none.</returns>
    internal bool TakeTurn(IConsumer<byte[], byte[]> consumer, RecordBatches batches, CancellationToken stopping)
    {
        PauseOrResume(consumer);
        var result = Consume(consumer, stopping);
        if (result is not null)
            Begin(result, batches);
        _offsets.Store();
        return result is not null;
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

    private void Begin(ConsumeResult<byte[], byte[]> result, RecordBatches batches)
    {
        ConsumingMetrics.Records.Add(1);
        var topic = _topics[result.Topic];
        var record = topic.Read(result, OnDone);
        if (!_progress.TryAdd(record))
            return;
        topic.Forgotten?.Read(record);
        batches.Add(record);
    }

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

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} more partitions are this replica's")]
    private static partial void LogAssigned(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} partitions are no longer this replica's")]
    private static partial void LogRevoked(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading is paused: {Count} records are under way")]
    private static partial void LogPaused(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka could not be read ({Code})")]
    private static partial void LogNotConsumed(ILogger logger, ErrorCode code, Exception exception);
}
