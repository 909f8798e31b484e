using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.Presence.Tracking;
using Chat.Presence.Watching;

namespace Chat.Presence.Telling;

/// <summary>Brings changes to a gateway.</summary>
internal delegate Task TellGateway(string gateway, PresenceChanges changes, CancellationToken cancellation);

/// <summary>
/// Tells watchers what they were not told yet: one batch to a gateway at a time, a user at most once in
/// <see cref="Timing.ChangeDistance"/> to a watcher. What changes meanwhile is told as it is then, so that the final state
/// always gets there and nothing queues.
/// </summary>
internal sealed partial class Teller(Board board, Owners owners, TellGateway tell, ILogger<Teller> logger)
{
    /// <summary>Changed users in one batch; the others go with the next.</summary>
    private const int MaxChanges = 4_096;

    private long _number;

    /// <summary>The batches that are to go now; each is awaited by its sender.</summary>
    public IReadOnlyList<ToldBatch> Take()
    {
        var batches = new Dictionary<ReportingGateway, ToldBatch>();
        lock (board.Lock)
        {
            var now = board.Now;
            if (board.Changed.Count == 0 || board.IsCold(now))
                return [];

            board.Changed.RemoveWhere(subject => !Take(subject, batches, now));
            foreach (var (gateway, batch) in batches)
            {
                gateway.Busy = true;
                (batch.Changes.Source, batch.Changes.Number) = (owners.Self, ++_number);
            }
        }

        return [.. batches.Values];
    }

    public async Task SendAsync(ToldBatch batch, CancellationToken cancellation)
    {
        var done = false;
        try
        {
            await tell(batch.Gateway.Id, batch.Changes, cancellation);
            done = true;
            TellingMetrics.Told.Add(batch.Users.Count);
        }
        catch (ChatException exception)
        {
            LogNotTold(logger, batch.Gateway.Failures == 0 ? LogLevel.Warning : LogLevel.Debug, batch.Gateway.Id, exception);
        }
        finally
        {
            lock (board.Lock)
                End(batch, done);
        }
    }

    /// <summary>True: something of it is still to be told.</summary>
    private static bool Take(Subject subject, Dictionary<ReportingGateway, ToldBatch> batches, long now)
    {
        var left = false;
        foreach (var user in subject.Watchers)
        {
            // Its check brings the subject back.
            if (user.Sight == Sight.Unchecked)
                continue;
            var appearance = user.Now;
            if (user.Told == appearance)
                continue;

            var gateway = user.Watch.Gateway;
            var batch = batches.GetValueOrDefault(gateway);
            if (gateway.Busy
                || now < gateway.RetryAt
                || now < user.ToldAt + Timing.ChangeDistance
                || batch?.Changes.Changes.Count >= MaxChanges)
            {
                left = true;
                continue;
            }

            if (batch is null)
                batches[gateway] = batch = new ToldBatch(gateway);
            batch.Add(user, appearance);
            user.Tell(appearance, now);
        }

        return left;
    }

    private void End(ToldBatch batch, bool done)
    {
        var gateway = batch.Gateway;
        gateway.Busy = false;
        gateway.Failures = done ? 0 : gateway.Failures + 1;
        if (done)
            return;

        gateway.RetryAt = board.Now + (long)Backoff.Internal.Delay(gateway.Failures).TotalMilliseconds;
        foreach (var user in batch.Users.Where(user => !user.Ended))
        {
            user.DoubtTold();
            board.Changed.Add(user.Subject);
        }
    }

    [LoggerMessage(Message = "Watchers on {Gateway} could not be told; tried again")]
    private static partial void LogNotTold(ILogger logger, LogLevel level, string gateway, Exception exception);
}
