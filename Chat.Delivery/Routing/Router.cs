using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;
using Chat.ServiceDefaults.Sessions;
using StackExchange.Redis;

namespace Chat.Delivery.Routing;

/// <summary>
/// Expands events to recipients, finds their sessions, and hands the pushes to the gateways' pumps: in the order of the
/// events, and without waiting for a gateway.
/// </summary>
/// <remarks>
/// A chat whose members have to be fetched first waits aside (<see cref="WaitingChats"/>) with all its later events;
/// other chats overtake it. Redis being away holds up everything: without it nobody can be routed to.
/// </remarks>
internal sealed partial class Router : IAsyncDisposable
{
    private readonly MemberCache _cache;
    private readonly ReadSessions _readSessions;
    private readonly GatewayPumps _pumps;
    private readonly Dispatch _dispatch;
    private readonly TimeProvider _time;
    private readonly ILogger<Router> _logger;
    private readonly WaitingChats _waiting;

    /// <summary>Who holds it owns the cache and the order of the pumps' queues.</summary>
    private readonly SemaphoreSlim _gate = new(1);

    public Router(
        MemberCache cache, FetchMembers fetch, ReadSessions readSessions, GatewayPumps pumps, TimeProvider time, ILogger<Router> logger)
    {
        _cache = cache;
        _readSessions = readSessions;
        _pumps = pumps;
        _dispatch = new Dispatch(pumps);
        _time = time;
        _logger = logger;
        _waiting = new WaitingChats(fetch, ResumeAsync, time, logger);
    }

    /// <summary>Ends when every event is with the pumps it is for, or waits for its chat's members. Both hold the event's
    /// acknowledgement.</summary>
    public async Task RouteAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            await RouteInOrderAsync(events, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _waiting.CancelAsync();
        await _gate.WaitAsync(CancellationToken.None);
        var fetches = _waiting.Fetches();
        _gate.Release();
        await Task.WhenAll(fetches);
        _waiting.Dispose();
    }

    private async Task RouteInOrderAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellation)
    {
        try
        {
            await AddressAndSendAsync(events, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A defect. Trying again would stop the partition for good; the devices learn by their heartbeats' heads.
            RoutingMetrics.Skipped.Add(events.Count, new KeyValuePair<string, object?>("reason", "failed"));
            LogFailed(_logger, events.Count, exception);
        }
    }

    private async Task AddressAndSendAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellation)
    {
        var addressed = new List<Addressed>(events.Count);
        foreach (var routed in events)
        {
            if (Address(routed) is { } recipients)
                addressed.Add(new Addressed(routed, recipients));
        }

        if (addressed.Count == 0)
            return;

        var users = new HashSet<UserId>();
        foreach (var one in addressed)
        {
            foreach (var recipient in one.Recipients)
                users.Add(recipient.User);
        }

        var sessions = (await ReadSessionsAsync(users, cancellation)).ToLookup(session => session.User);
        foreach (var one in addressed)
        {
            _dispatch.Send(one, sessions);
            RoutingMetrics.Events.Add(1, new KeyValuePair<string, object?>("kind", one.Routed.Event.BodyCase.ToString()));
        }
    }

    /// <summary>Null: the event waits, or is for nobody.</summary>
    private IReadOnlyList<Member>? Address(RoutedEvent routed)
    {
        var e = routed.Event;
        switch (e.BodyCase)
        {
            case Event.BodyOneofCase.None:
                RoutingMetrics.Skipped.Add(1, new KeyValuePair<string, object?>("reason", "unknown"));
                return null;
            case Event.BodyOneofCase.DeviceRevoked:
                return [new Member(new UserId(e.DeviceRevoked.UserId), 0, 0)];
        }

        var chat = new ChatId(e.ChatId);
        if (_waiting.TryJoin(chat, routed))
            return null;
        if (MembersAt(chat, e) is { } membership)
            return Audience.Of(e, membership);

        _waiting.Begin(chat, routed);
        return null;
    }

    /// <summary>Null if they have to be fetched. A later version than the event's serves too: who joined since is left
    /// out by the seq, who left since has left.</summary>
    private Membership? MembersAt(ChatId chat, Event e)
    {
        if (!_cache.TryGet(chat, out var membership))
            return null;
        if (membership.Version >= e.MembershipVersion)
            return membership;
        if (e.BodyCase != Event.BodyOneofCase.Membership || membership.Version + 1 != e.MembershipVersion)
            return null;

        membership = membership.Apply(e.MembershipVersion, e.Membership);
        _cache.Put(chat, membership);
        return membership;
    }

    /// <summary>The members are there: what waited for them goes before whatever comes next of this chat.</summary>
    private async Task ResumeAsync(ChatId chat, Membership? membership, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (membership is not null)
                _cache.Put(chat, membership);
            var events = _waiting.End(chat);
            if (membership is not null)
                await RouteInOrderAsync(events, cancellation);
            else
                RoutingMetrics.Skipped.Add(events.Count, new KeyValuePair<string, object?>("reason", "members"));
            foreach (var routed in events)
                routed.Acknowledgement.Release();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<Session>> ReadSessionsAsync(HashSet<UserId> users, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var sessions = await _readSessions(users, cancellation);
                await _pumps.KnowAsync(sessions.Select(session => session.Gateway).Distinct(), cancellation);
                return sessions;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                LogSessionsNotRead(_logger, attempt, exception);
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), _time, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} events could not be routed and are skipped")]
    private static partial void LogFailed(ILogger logger, int count, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sessions could not be read (attempt {Attempt}); nothing is delivered until they can")]
    private static partial void LogSessionsNotRead(ILogger logger, int attempt, Exception exception);
}
