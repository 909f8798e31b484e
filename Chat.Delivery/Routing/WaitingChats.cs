using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Chat.Delivery.Members;

namespace Chat.Delivery.Routing;

/// <summary>
/// Chats whose members are being fetched, with the events that wait for them, in order. Bounded by the records that the
/// consumer has under way at most, since each waiting event holds its record's acknowledgement.
/// </summary>
/// <remarks>
/// A fetch is retried for <see cref="GiveUpAfter"/>; then the chat's waiting events are skipped: by then the devices'
/// heartbeats have brought the heads, and one chat must not hold back its partition's offsets for ever. Called with
/// the router's gate held, where nothing else is said.
/// </remarks>
internal sealed partial class WaitingChats(
    FetchMembers fetch, Func<ChatId, Membership?, CancellationToken, Task> resume, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ChatId, Entry> _chats = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>True: the chat's members are under way, and the event now waits behind the earlier ones.</summary>
    public bool TryJoin(ChatId chat, RoutedEvent routed)
    {
        if (!_chats.TryGetValue(chat, out var entry))
            return false;

        Add(entry, routed);
        return true;
    }

    public void Begin(ChatId chat, RoutedEvent routed)
    {
        var entry = new Entry();
        Add(entry, routed);
        _chats.Add(chat, entry);
        // Elsewhere: it ends by taking the gate that is held now.
        entry.Fetching = Task.Factory.StartNew(
            () => FetchAsync(chat, routed.Event.MembershipVersion), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
    }

    /// <summary>The chat waits no longer; its events, whose acknowledgements the caller releases.</summary>
    public IReadOnlyList<RoutedEvent> End(ChatId chat)
    {
        _chats.Remove(chat, out var entry);
        RoutingMetrics.Waiting.Add(-entry!.Events.Count);
        return entry.Events;
    }

    /// <summary>Ends all fetches; what waits is not acknowledged. Needs no gate.</summary>
    public Task CancelAsync() => _stopping.CancelAsync();

    /// <summary>Those under way, for whoever awaits their end.</summary>
    public Task[] Fetches() => [.. _chats.Values.Select(entry => entry.Fetching)];

    public void Dispose() => _stopping.Dispose();

    private static void Add(Entry entry, RoutedEvent routed)
    {
        routed.Acknowledgement.Hold();
        entry.Events.Add(routed);
        RoutingMetrics.Waiting.Add(1);
    }

    private async Task FetchAsync(ChatId chat, long version)
    {
        try
        {
            await resume(chat, await FetchAtLeastAsync(chat, version, _stopping.Token), _stopping.Token);
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

    private async Task<Membership?> FetchAtLeastAsync(ChatId chat, long version, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var members = await fetch(chat, cancellation);
                if (members.MembershipVersion >= version)
                    return Membership.Of(members);
            }
            catch (ChatException unavailable)
            {
                LogNotFetched(logger, chat, attempt, unavailable);
            }

            if (time.GetElapsedTime(began) >= GiveUpAfter)
            {
                LogGivenUp(logger, chat, version);
                return null;
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The members of {Chat} could not be fetched (attempt {Attempt})")]
    private static partial void LogNotFetched(ILogger logger, ChatId chat, int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The members of {Chat} at version {Version} are not to be had; its waiting events are skipped")]
    private static partial void LogGivenUp(ILogger logger, ChatId chat, long version);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Stopped while {Chat} waited for its members")]
    private static partial void LogStopped(ILogger logger, ChatId chat);

    [LoggerMessage(Level = LogLevel.Error, Message = "The events of {Chat} that waited for its members failed")]
    private static partial void LogFailed(ILogger logger, ChatId chat, Exception exception);

    private sealed class Entry
    {
        public List<RoutedEvent> Events { get; } = [];

        public Task Fetching { get; set; } = Task.CompletedTask;
    }
}
