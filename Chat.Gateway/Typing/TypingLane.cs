using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Typing;

/// <summary>Typing on its way to one replica of Delivery: one batch under way, the next one collecting. What fails is
/// dropped: it would come too late.</summary>
internal sealed partial class TypingLane : IAsyncDisposable
{
    private static readonly BatchBounds Bounds = new(Waiting: 4_096, Items: 1_024);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private readonly Instance _replica;
    private readonly InstanceDirectory _delivery;
    private readonly InternalClient _client;
    private readonly ILogger _logger;
    private readonly Batcher<TypingItem> _batcher;
    private bool _failing;

    public TypingLane(Instance replica, InstanceDirectory delivery, InternalClient client, ILogger logger)
    {
        _replica = replica;
        _delivery = delivery;
        _client = client;
        _logger = logger;
        _batcher = new Batcher<TypingItem>("typing", Bounds, RunAsync, Fail);
    }

    /// <summary>False: full.</summary>
    public bool TryAdd(TypingItem item) => _batcher.TryAdd(item);

    public ValueTask DisposeAsync() => _batcher.DisposeAsync();

    private async Task RunAsync(IReadOnlyList<TypingItem> items, CancellationToken cancellation)
    {
        await _client.CallAsync(_delivery, _replica, InternalRoutes.Typing, new TypingBatch { Items = { items } }, Done.Parser, Deadline, cancellation);
        _failing = false;
        TypingMetrics.Sent.Add(items.Count);
    }

    private void Fail(IReadOnlyList<TypingItem> items, Exception exception)
    {
        TypingMetrics.Dropped.Add(items.Count, new KeyValuePair<string, object?>("reason", "failed"));
        if (_failing || exception is ObjectDisposedException)
            return;

        _failing = true;
        LogFailed(_logger, _replica.Id, exception);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Replica} takes no typing; it is dropped until it does")]
    private static partial void LogFailed(ILogger logger, string replica, Exception exception);
}
