using Chat.Contracts.Ids;
using Chat.Contracts.Internal;

namespace Chat.Delivery.Routing;

/// <summary>
/// Changes of large chats that those concerned have been told of: the others learn of all within <see cref="Every"/> by
/// one event. The changes' records are held until then, which bounds them by the consumer's limits.
/// </summary>
/// <param name="tell">Routes the event, taking the router's gate.</param>
/// <remarks><see cref="Add"/>, <see cref="Take"/> and <see cref="UnderWay"/> are called with the router's gate held.</remarks>
internal sealed partial class GatheredChanges(Func<ChatId, CancellationToken, Task> tell, TimeProvider time, ILogger logger) : IDisposable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ChatId, Entry> _chats = [];
    private readonly CancellationTokenSource _stopping = new();

    public void Add(ChatId chat, RoutedEvent change)
    {
        change.Acknowledgement.Hold();
        if (_chats.TryGetValue(chat, out var entry))
        {
            entry.Changes.Add(change);
            return;
        }

        _chats[chat] = entry = new Entry(change);
        entry.Telling = Task.Factory.StartNew(
            () => TellAsync(chat), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
    }

    /// <summary>What the others are to be told; its acknowledgement, which the caller releases, holds those of the changes.</summary>
    public RoutedEvent Take(ChatId chat)
    {
        _chats.Remove(chat, out var entry);
        var changes = entry!.Changes;
        var acknowledgement = new Acknowledgement(() => changes.ForEach(change => change.Acknowledgement.Release()));
        return new RoutedEvent(Gather(changes), acknowledgement, changes[^1].Trace, Gathered: true);
    }

    /// <summary>Nobody is told any more; the changes are not acknowledged. Needs no gate.</summary>
    public Task CancelAsync() => _stopping.CancelAsync();

    /// <summary>Those under way, for whoever awaits their end.</summary>
    public Task[] UnderWay() => [.. _chats.Values.Select(entry => entry.Telling)];

    public void Dispose() => _stopping.Dispose();

    /// <summary>A single change is told as it is, of several the last one's version and kind.</summary>
    private static Event Gather(List<RoutedEvent> changes)
    {
        var last = changes.MaxBy(change => change.Event.Membership.Version).Event;
        return changes.Count == 1 ? last : new Event
        {
            ChatId = last.ChatId,
            MembershipVersion = last.MembershipVersion,
            Membership = new MembershipChanged { Change = last.Membership.Change, Version = last.Membership.Version },
        };
    }

    private async Task TellAsync(ChatId chat)
    {
        try
        {
            await Task.Delay(Every, time, _stopping.Token);
            await tell(chat, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Not acknowledged: they come again, elsewhere.
            LogStopped(logger, chat);
        }
        catch (Exception exception)
        {
            // A defect: the records would be held for ever, and unseen.
            LogFailed(logger, chat, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stopped before the members of {Chat} were told of changes")]
    private static partial void LogStopped(ILogger logger, ChatId chat);

    [LoggerMessage(Level = LogLevel.Error, Message = "The members of {Chat} could not be told of changes")]
    private static partial void LogFailed(ILogger logger, ChatId chat, Exception exception);

    private sealed class Entry(RoutedEvent first)
    {
        public List<RoutedEvent> Changes { get; } = [first];

        public Task Telling { get; set; } = Task.CompletedTask;
    }
}
