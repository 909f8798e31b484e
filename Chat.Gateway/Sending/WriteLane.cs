using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Sending;

/// <summary>
/// Sends and receipts on their way to one replica of Messaging: one batch under way, the next one collecting. Items keep
/// their order. Full: <see cref="TryAdd"/> is false, the sender is told <c>unavailable</c>.
/// </summary>
public sealed partial class WriteLane : IAsyncDisposable
{
    private static readonly BatchBounds Bounds = new(Waiting: 8_192, Items: 256, Weight: 2 * 1024 * 1024);

    /// <summary>Bytes of an item beside its ciphertext, about.</summary>
    private const int Overhead = 96;

    private readonly Instance _replica;
    private readonly IMessaging _messaging;
    private readonly ILogger _logger;
    private readonly Batcher<Entry> _batcher;
    private readonly Lock _lock = new();
    private readonly Dictionary<(ChatId, UserId), PendingReceipt> _waitingReceipts = [];

    public WriteLane(Instance replica, IMessaging messaging, ILogger logger)
    {
        _replica = replica;
        _messaging = messaging;
        _logger = logger;
        _batcher = new Batcher<Entry>("write", Bounds, RunAsync, Fail, entry => Overhead + (entry.Send?.Item.Ciphertext.Length ?? 0));
    }

    public bool TryAdd(PendingSend send) => _batcher.TryAdd(new Entry(send, null));

    /// <summary>The receipt's answer: an error code, or empty.</summary>
    public Task<string> RaiseAsync(ChatId chat, Caller caller, long delivered, long read)
    {
        var user = caller.User;
        lock (_lock)
        {
            if (!_waitingReceipts.TryGetValue((chat, user), out var receipt))
            {
                receipt = new PendingReceipt(chat, user);
                if (!_batcher.TryAdd(new Entry(null, receipt)))
                    return Task.FromResult(ErrorCodes.Unavailable);
                _waitingReceipts.Add(receipt.Key, receipt);
            }

            receipt.Item.Raise(caller.Device, delivered, read);
            return receipt.Answer;
        }
    }

    public ValueTask DisposeAsync() => _batcher.DisposeAsync();

    private async Task RunAsync(IReadOnlyList<Entry> entries, CancellationToken cancellation)
    {
        var (sends, receipts) = Take(entries);
        if (sends.Count + receipts.Count == 0)
            return;

        var batch = new WriteBatch();
        batch.Sends.AddRange(sends.Select(send => send.Item));
        batch.Watermarks.AddRange(receipts.Select(receipt => receipt.Item));
        var result = await _messaging.WriteAsync(_replica, batch, cancellation);
        if (result.Sends.Count != sends.Count || result.Watermarks.Count != receipts.Count)
            throw new InvalidOperationException($"{_replica.Id} answered a batch with another number of results.");

        for (var i = 0; i < sends.Count; i++)
            sends[i].Settle(result.Sends[i]);
        for (var i = 0; i < receipts.Count; i++)
            receipts[i].Reply(result.Watermarks[i].Error);
    }

    /// <summary>From here on receipts of these entries are joined no more. Sends that their chain has failed meanwhile stay
    /// here.</summary>
    private (List<PendingSend> Sends, List<PendingReceipt> Receipts) Take(IReadOnlyList<Entry> entries)
    {
        var sends = new List<PendingSend>(entries.Count);
        var receipts = new List<PendingReceipt>();
        lock (_lock)
        {
            foreach (var (send, receipt) in entries)
            {
                if (send is { IsAnswered: false })
                    sends.Add(send);
                if (receipt is null)
                    continue;
                _waitingReceipts.Remove(receipt.Key);
                receipts.Add(receipt);
            }
        }

        return (sends, receipts);
    }

    private void Fail(IReadOnlyList<Entry> entries, Exception exception)
    {
        LogFailed(_logger, entries.Count, _replica.Id, exception);
        lock (_lock)
        {
            // Those of a batch that never ran (disposal) are still there; a later one of the same key is another's.
            foreach (var (_, receipt) in entries)
            {
                if (receipt is not null && _waitingReceipts.TryGetValue(receipt.Key, out var waiting) && waiting == receipt)
                    _waitingReceipts.Remove(receipt.Key);
            }
        }

        foreach (var (send, receipt) in entries)
        {
            send?.Settle(null);
            receipt?.Reply(ErrorCodes.Unavailable);
        }
    }

    private readonly record struct Entry(PendingSend? Send, PendingReceipt? Receipt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of {Count} to {Replica} failed; its senders are told unavailable")]
    private static partial void LogFailed(ILogger logger, int count, string replica, Exception exception);
}
