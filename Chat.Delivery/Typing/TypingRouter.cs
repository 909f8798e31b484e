using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Delivery.Pushing;
using Chat.Delivery.Routing;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Limiting;
using Chat.ServiceDefaults.Sessions;
using StackExchange.Redis;

namespace Chat.Delivery.Typing;

/// <summary>
/// Tells typing to the devices of a chat's other members, batch after batch, in order. It shares with the events what it
/// needs (the members' call, the registry, the gateways' pumps), takes little of it, and drops what does not fit: nothing of
/// typing is kept or tried again.
/// </summary>
internal sealed partial class TypingRouter : IAsyncDisposable
{
    /// <summary>Full: dropped.</summary>
    private static readonly BatchBounds Bounds = new(Waiting: 8_192, Items: 1_024);

    /// <summary>Of the registry's answer. Redis being away must not hold up the next ones.</summary>
    private static readonly TimeSpan SessionsWithin = TimeSpan.FromMilliseconds(500);

    private readonly TypingMembers _members;
    private readonly ReadSessions _readSessions;
    private readonly GatewayPumps _pumps;
    private readonly TypingLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<TypingRouter> _logger;
    private readonly Batcher<TypingItem> _batcher;
    private TokenBucket _budget;
    private bool _sessionsAway;

    public TypingRouter(
        TypingMembers members, ReadSessions readSessions, GatewayPumps pumps, TypingLimits limits, TimeProvider time, ILogger<TypingRouter> logger)
    {
        _members = members;
        _readSessions = readSessions;
        _pumps = pumps;
        _limits = limits;
        _time = time;
        _logger = logger;
        _budget = new TokenBucket(limits.Recipients, time);
        _batcher = new Batcher<TypingItem>("delivery.typing", Bounds, RunAsync, Failed);
    }

    /// <summary>Answered at once: a gateway's next batch does not wait for this one's members.</summary>
    public Task<Done> TakeAsync(TypingBatch batch, CancellationToken cancellation)
    {
        foreach (var item in batch.Items)
        {
            if (!_batcher.TryAdd(item))
                TypingMetrics.Drop("full");
        }

        return Task.FromResult(new Done());
    }

    public ValueTask DisposeAsync() => _batcher.DisposeAsync();

    private async Task RunAsync(IReadOnlyList<TypingItem> items, CancellationToken cancellation)
    {
        var audiences = new Dictionary<long, Task<TypingAudience?>>();
        foreach (var chat in items.Select(item => item.ChatId).Distinct())
            audiences.Add(chat, _members.FindAsync(new ChatId(chat), cancellation));

        var told = new List<(TypingItem Item, TypingAudience Audience)>(items.Count);
        foreach (var item in items)
        {
            if (await audiences[item.ChatId] is not { } audience)
                TypingMetrics.Drop("members");
            else if (WhyNot(item, audience) is { } reason)
                TypingMetrics.Drop(reason);
            else
                told.Add((item, audience));
        }

        if (told.Count == 0)
            return;
        if (await ReadSessionsAsync([.. told.SelectMany(one => one.Audience.Members)], cancellation) is not { } sessions)
        {
            TypingMetrics.Drop("sessions", told.Count);
            return;
        }

        foreach (var (item, audience) in told)
            Tell(item, audience, sessions);
        TypingMetrics.Sent.Add(told.Count);
    }

    private string? WhyNot(TypingItem item, TypingAudience audience) =>
        audience.WhyNot(new UserId(item.UserId))
        ?? (_budget.TryTake(_time.GetTimestamp(), audience.Members.Length) ? null : "budget");

    /// <summary>Null: Redis does not answer.</summary>
    private async Task<ILookup<UserId, Session>?> ReadSessionsAsync(HashSet<UserId> users, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(SessionsWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var sessions = await _readSessions(users, either.Token);
            _sessionsAway = false;
            return sessions.ToLookup(session => session.User);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or OperationCanceledException
            && !cancellation.IsCancellationRequested)
        {
            if (!_sessionsAway)
                LogSessionsNotRead(_logger, exception);
            _sessionsAway = true;
            return null;
        }
    }

    private void Tell(TypingItem item, TypingAudience audience, ILookup<UserId, Session> sessions)
    {
        var gateways = audience.Members
            .Where(user => user.Value != item.UserId)
            .SelectMany(user => sessions[user])
            .GroupBy(session => _pumps.Find(session.Gateway));
        foreach (var gateway in gateways)
        {
            // Without a pump it has no lease: its sessions are dead.
            if (gateway.Key is not { } pump)
                continue;
            // What must arrive goes before: behind it typing would come late, and keep the next ones waiting.
            if (pump.Waiting > _limits.WaitingPushes)
            {
                TypingMetrics.Drop("gateway");
                continue;
            }

            Session[] connected = [.. gateway];
            var push = new Push
            {
                ConnectionIds = { connected.Select(session => session.ConnectionId) },
                ChatId = item.ChatId,
                Typing = new TypingPush { UserId = item.UserId, Typing = item.Typing },
            };
            // Of no record: nothing waits for it.
            pump.Add(new PushItem(push, connected, new Acknowledgement(static () => { }), trace: default));
        }
    }

    private void Failed(IReadOnlyList<TypingItem> items, Exception exception)
    {
        TypingMetrics.Drop("failed", items.Count);
        if (exception is not (ObjectDisposedException or OperationCanceledException))
            LogFailed(_logger, items.Count, exception);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sessions could not be read; typing is dropped until they can")]
    private static partial void LogSessionsNotRead(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A batch of {Count} typing failed")]
    private static partial void LogFailed(ILogger logger, int count, Exception exception);
}
