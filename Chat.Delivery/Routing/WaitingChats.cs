using Chat.Contracts.Ids;

namespace Chat.Delivery.Routing;

/// <summary>What an event of the chat waits for.</summary>
/// <returns>What is to be done with the router's gate held, before the chat's events go on; null: they are skipped.</returns>
internal delegate Task<Action?> Obstacle(CancellationToken cancellation);

/// <summary>
/// Chats that something has to happen for first (their members are being fetched, what left another way is not pushed yet),
/// with the events that wait for it, in order. Bounded by the records that the consumer has under way at most, since
/// each waiting event holds its record's acknowledgement.
/// </summary>
/// <remarks>Called with the router's gate held, where nothing else is said.</remarks>
internal sealed partial class WaitingChats(Func<ChatId, Action?, CancellationToken, Task> resume, ILogger logger) : IDisposable
{
    private readonly Dictionary<ChatId, Entry> _chats = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>True: the chat waits, and the event now behind the earlier ones.</summary>
    public bool TryJoin(ChatId chat, RoutedEvent routed)
    {
        if (!_chats.TryGetValue(chat, out var entry))
            return false;

        Add(entry, routed);
        return true;
    }

    public void Begin(ChatId chat, RoutedEvent routed, Obstacle obstacle)
    {
        var entry = new Entry();
        Add(entry, routed);
        _chats.Add(chat, entry);
        // Elsewhere: it ends by taking the gate that is held now.
        entry.Waiting = Task.Factory.StartNew(
            () => WaitAsync(chat, obstacle), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
    }

    /// <summary>The chat waits no longer; its events, whose acknowledgements the caller releases.</summary>
    public IReadOnlyList<RoutedEvent> End(ChatId chat)
    {
        _chats.Remove(chat, out var entry);
        RoutingMetrics.Waiting.Add(-entry!.Events.Count);
        return entry.Events;
    }

    /// <summary>Nobody is waited for any more; what waits is not acknowledged. Needs no gate.</summary>
    public Task CancelAsync() => _stopping.CancelAsync();

    /// <summary>Those under way, for whoever awaits their end.</summary>
    public Task[] UnderWay() => [.. _chats.Values.Select(entry => entry.Waiting)];

    public void Dispose() => _stopping.Dispose();

    private static void Add(Entry entry, RoutedEvent routed)
    {
        routed.Acknowledgement.Hold();
        entry.Events.Add(routed);
        RoutingMetrics.Waiting.Add(1);
    }

    private async Task WaitAsync(ChatId chat, Obstacle obstacle)
    {
        try
        {
            await resume(chat, await obstacle(_stopping.Token), _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What waits is not acknowledged and comes again, elsewhere.
            LogStopped(logger, chat);
        }
        catch (Exception exception)
        {
            // A defect: the chat would wait for ever, and unseen.
            LogFailed(logger, chat, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stopped while {Chat} waited")]
    private static partial void LogStopped(ILogger logger, ChatId chat);

    [LoggerMessage(Level = LogLevel.Error, Message = "The waiting events of {Chat} failed")]
    private static partial void LogFailed(ILogger logger, ChatId chat, Exception exception);

    private sealed class Entry
    {
        public List<RoutedEvent> Events { get; } = [];

        public Task Waiting { get; set; } = Task.CompletedTask;
    }
}
