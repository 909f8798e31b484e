using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Chat.Delivery.Pushing;
using Chat.ServiceDefaults.Sessions;
using StackExchange.Redis;

namespace Chat.Delivery.Routing;

/// <summary>Finds where the recipients of events are connected, and hands the pushes to the gateways' pumps, in the order of
/// the events. Redis being away holds up everything: without it nobody can be reached.</summary>
internal sealed partial class Outgoing(
    ReadSessions readSessions, ReadOpened readOpened, GatewayPumps pumps, TimeProvider time, ILogger<Outgoing> logger)
{
    /// <summary>Users of one read, roughly: others wait behind it on the same connection to Redis.</summary>
    public const int UsersAtOnce = 1_024;

    private readonly Dispatch _dispatch = new(pumps);

    /// <summary>Ends when every event is with the pumps it is for, which hold its acknowledgement.</summary>
    public async Task SendAsync(IReadOnlyList<Addressed> events, CancellationToken cancellation)
    {
        var users = new HashSet<UserId>();
        var first = 0;
        for (var i = 0; i < events.Count; i++)
        {
            foreach (var recipient in events[i].Recipients)
                users.Add(recipient.User);
            if (users.Count < UsersAtOnce && i + 1 < events.Count)
                continue;

            await SendAsync(events, first, i + 1, users, cancellation);
            users.Clear();
            first = i + 1;
        }
    }

    private async Task SendAsync(IReadOnlyList<Addressed> events, int first, int end, HashSet<UserId> users, CancellationToken cancellation)
    {
        HashSet<ChatId>? chats = null;
        for (var i = first; i < end; i++)
        {
            if (events[i].ToOpened)
                (chats ??= []).Add(new ChatId(events[i].Routed.Event.ChatId));
        }

        var (sessions, opened) = await ReadAsync(users, chats, cancellation);
        var byUser = new SessionsByUser(sessions);
        for (var i = first; i < end; i++)
        {
            _dispatch.Send(events[i], byUser, opened);
            // A part was counted by who divided its event.
            if (events[i].Routed.Recipients is null)
                RoutingMetrics.Count(events[i].Routed.Event);
        }
    }

    private async Task<(IReadOnlyList<Session> Sessions, ILookup<ChatId, string>? Opened)> ReadAsync(
        HashSet<UserId> users, HashSet<ChatId>? chats, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ReadOnceAsync(users, chats, cancellation);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                LogNotRead(logger, attempt, exception);
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
        }
    }

    private async Task<(IReadOnlyList<Session> Sessions, ILookup<ChatId, string>? Opened)> ReadOnceAsync(
        HashSet<UserId> users, HashSet<ChatId>? chats, CancellationToken cancellation)
    {
        var opened = chats is null ? null : await readOpened(chats, cancellation);
        var sessions = users.Count == 0 ? [] : await readSessions(users, cancellation);
        await pumps.KnowAsync(GatewaysOf(sessions, opened), cancellation);
        return (sessions, opened);
    }

    private static HashSet<string> GatewaysOf(IReadOnlyList<Session> sessions, ILookup<ChatId, string>? opened)
    {
        var gateways = new HashSet<string>();
        for (var i = 0; i < sessions.Count; i++)
            gateways.Add(sessions[i].Gateway);
        foreach (var chat in opened ?? Enumerable.Empty<IGrouping<ChatId, string>>())
            gateways.UnionWith(chat);
        return gateways;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sessions could not be read (attempt {Attempt}); nothing is delivered until they can")]
    private static partial void LogNotRead(ILogger logger, int attempt, Exception exception);
}
