using Chat.ServiceDefaults.Batching;

namespace Chat.Delivery.Consuming;

/// <summary>Has the records of each topic routed in batches of its own: none waits for another topic's.</summary>
internal sealed partial class RecordBatches : IAsyncDisposable
{
    private readonly Dictionary<string, Batcher<ConsumedRecord>> _batchers;
    private readonly ILogger _logger;

    public RecordBatches(IReadOnlyList<ConsumedTopic> topics, BatchBounds bounds, ILogger logger)
    {
        _logger = logger;
        _batchers = topics.ToDictionary(
            topic => topic.Name,
            topic => new Batcher<ConsumedRecord>(
                "delivery.records", bounds, (records, cancellation) => RouteAsync(topic, records, cancellation), NotRouted, record => record.Bytes));
    }

    public void Add(ConsumedRecord record)
    {
        if (!_batchers[record.Position.Topic].TryAdd(record))
            throw new InvalidOperationException("More records are under way than the limits let.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var batcher in _batchers.Values)
            await batcher.DisposeAsync();
    }

    private static async Task RouteAsync(ConsumedTopic topic, IReadOnlyList<ConsumedRecord> records, CancellationToken cancellation)
    {
        await topic.RouteAsync([.. records.SelectMany(record => record.Events)], cancellation);
        foreach (var record in records)
            record.Acknowledgement.Release();
    }

    /// <summary>This process stops: the records are not acknowledged and come again, elsewhere.</summary>
    private void NotRouted(IReadOnlyList<ConsumedRecord> records, Exception exception) => LogNotRouted(_logger, records.Count, exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} records were not routed and come again")]
    private static partial void LogNotRouted(ILogger logger, int count, Exception exception);
}
