using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.FanOut;
using Chat.Delivery.Members;
using Chat.Delivery.Pushing;

namespace Chat.Delivery.Routing;

/// <summary>
/// Expands events to recipients and sends them on, in the order of the events: to the gateways' pumps, or, if there are
/// many recipients, in parts that all replicas share. It waits for no gateway.
/// </summary>
/// <remarks>
/// A chat whose members have to be fetched first, or whose way changes (<see cref="Crossing"/>), waits aside
/// (<see cref="WaitingChats"/>) with all its later events; other chats overtake it.
/// </remarks>
internal sealed partial class Router : IAsyncDisposable
{
    private readonly MemberCache _cache;
    private readonly MembersFetch _fetch;
    private readonly Outgoing _outgoing;
    private readonly FanOutWriter _parts;
    private readonly Crossing _crossing;
    private readonly ILogger<Router> _logger;
    private readonly WaitingChats _waiting;
    private readonly GatheredChanges _changes;

    /// <summary>Who holds it owns the cache and the order of the pumps' and the parts' queues.</summary>
    private readonly SemaphoreSlim _gate = new(1);

    public Router(
        MemberCache cache,
        FetchMembers fetch,
        Outgoing outgoing,
        FanOutWriter parts,
        GatewayPumps pumps,
        TimeProvider time,
        ILogger<Router> logger)
    {
        _cache = cache;
        _fetch = new MembersFetch(fetch, time, logger);
        _outgoing = outgoing;
        _parts = parts;
        _crossing = new Crossing(parts, pumps, time, logger);
        _logger = logger;
        _waiting = new WaitingChats(ResumeAsync, logger);
        _changes = new GatheredChanges(TellAsync, time, logger);
    }

    /// <summary>Ends when every event is with the pumps or on its way in parts, or waits. All of them hold the event's
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
        await _changes.CancelAsync();
        await _gate.WaitAsync(CancellationToken.None);
        Task[] underWay = [.. _waiting.UnderWay(), .. _changes.UnderWay()];
        _gate.Release();
        await Task.WhenAll(underWay);
        _waiting.Dispose();
        _changes.Dispose();
    }

    private async Task RouteInOrderAsync(IReadOnlyList<RoutedEvent> events, CancellationToken cancellation)
    {
        try
        {
            var addressed = new List<Addressed>(events.Count);
            foreach (var routed in events)
                Address(routed, addressed);
            await _outgoing.SendAsync(addressed, cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // A defect. Trying again would stop the partition for good; the devices learn by their heartbeats' heads.
            RoutingMetrics.Skipped.Add(events.Count, new KeyValuePair<string, object?>("reason", "failed"));
            LogFailed(_logger, events.Count, exception);
        }
    }

    /// <param name="addressed">Gets what the router sends itself.</param>
    private void Address(RoutedEvent routed, List<Addressed> addressed)
    {
        var e = routed.Event;
        switch (e.BodyCase)
        {
            case Event.BodyOneofCase.None:
                RoutingMetrics.Skipped.Add(1, new KeyValuePair<string, object?>("reason", "unknown"));
                return;
            case Event.BodyOneofCase.DeviceRevoked:
                addressed.Add(new Addressed(routed, [new Member(new UserId(e.DeviceRevoked.UserId), 0, 0)]));
                return;
        }

        var chat = new ChatId(e.ChatId);
        if (_waiting.TryJoin(chat, routed))
            return;
        if (MembersAt(chat, e) is not { } known)
            _waiting.Begin(chat, routed, cancellation => FetchAsync(chat, e.MembershipVersion, cancellation));
        else if (_crossing.ObstacleOf(known, _gate) is { } obstacle)
            _waiting.Begin(chat, routed, obstacle);
        else if (known.Way == Way.Direct)
            addressed.Add(new Addressed(routed, routed.Gathered ? Audience.Others(e, known.Membership) : Audience.Of(e, known.Membership)));
        else if (e.BodyCase == Event.BodyOneofCase.Membership)
            Tell(routed, known, addressed);
        else if (known.Way == Way.Parts)
            Divide(routed, Audience.Of(e, known.Membership));
        else
            addressed.Add(new Addressed(routed, [], ToOpened: true));
    }

    /// <summary>A change of a large chat: those concerned are told at once, the others of all such changes together.</summary>
    private void Tell(RoutedEvent routed, KnownChat known, List<Addressed> addressed)
    {
        var toOpened = known.Way == Way.Opened;
        if (routed.Gathered && toOpened)
        {
            addressed.Add(new Addressed(WithoutNames(routed), [], ToOpened: true));
            return;
        }

        var recipients = routed.Gathered ? Audience.Others(routed.Event, known.Membership) : Audience.Concerned(routed.Event, known.Membership);
        if (toOpened && recipients.Count <= Limits.MaxUnpartedRecipients)
            addressed.Add(new Addressed(routed, recipients));
        else
            Divide(WithoutNames(routed), recipients);
        if (!routed.Gathered && routed.Event.OnlyTo == 0)
            _changes.Add(known.Chat, routed);
    }

    private void Divide(RoutedEvent routed, IReadOnlyList<Member> recipients)
    {
        _parts.Write(routed, recipients);
        RoutingMetrics.Count(routed.Event);
    }

    /// <summary>Thousands may have been added at once, which each part would carry.</summary>
    private static RoutedEvent WithoutNames(RoutedEvent routed)
    {
        var e = routed.Event;
        return routed with
        {
            Event = new Event
            {
                ChatId = e.ChatId,
                MembershipVersion = e.MembershipVersion,
                // What was gathered has waited on purpose.
                AcceptedAt = routed.Gathered ? 0 : e.AcceptedAt,
                Membership = new MembershipChanged
                {
                    Change = e.Membership.Change, Version = e.Membership.Version, UserId = e.Membership.UserId,
                },
            },
        };
    }

    /// <summary>Null if they have to be fetched. A later version than the event's serves too: who joined since is left
    /// out by the seq, who left since has left.</summary>
    private KnownChat? MembersAt(ChatId chat, Event e)
    {
        if (!_cache.TryGet(chat, out var known))
            return null;
        if (known.Membership.Version >= e.MembershipVersion)
            return known;
        if (e.BodyCase != Event.BodyOneofCase.Membership || known.Membership.Version + 1 != e.MembershipVersion)
            return null;
        if (known.Membership.Apply(e.MembershipVersion, e.Membership) is not { } next)
            return null;

        _cache.Put(chat, next);
        return known;
    }

    private async Task<Action?> FetchAsync(ChatId chat, long version, CancellationToken cancellation)
    {
        var membership = await _fetch.FetchAtLeastAsync(chat, version, cancellation);
        return membership is null ? null : () => _cache.Put(chat, membership);
    }

    /// <summary>What the chat waited for is there: its events go before whatever comes next of it.</summary>
    private async Task ResumeAsync(ChatId chat, Action? before, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            before?.Invoke();
            var events = _waiting.End(chat);
            if (before is not null)
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

    private async Task TellAsync(ChatId chat, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            var gathered = _changes.Take(chat);
            await RouteInOrderAsync([gathered], cancellation);
            gathered.Acknowledgement.Release();
        }
        finally
        {
            _gate.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} events could not be routed and are skipped")]
    private static partial void LogFailed(ILogger logger, int count, Exception exception);
}
