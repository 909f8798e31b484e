using System.Diagnostics;
using Chat.Contracts.Ids;
using Chat.Contracts.Retrying;
using Chat.Messaging.Heads;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Storage;

namespace Chat.Messaging.Publishing;

/// <summary>
/// Publishes what stayed in an outbox: a process was killed between commit and Kafka's acknowledgement, or Kafka was away.
/// Every replica sweeps every outbox, about once a second; rows that one holds the others skip. Republishing what was
/// published after all is harmless, receivers apply by seq.
/// </summary>
public sealed partial class OutboxSweeper(
    Shards shards,
    Outboxes outboxes,
    EventProducer producer,
    DirectoryFollower directory,
    HeadRefresh heads,
    TimeProvider time,
    ILogger<OutboxSweeper> logger) : BackgroundService
{
    /// <summary>Longer than an undisturbed publication takes, marks included.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Rows of one turn; of each up to a write batch's messages are read again.</summary>
    private const int Rows = 64;

    private const int Deleted = 5_000;

    /// <summary>One turn on one outbox.</summary>
    /// <returns>True if there may be more to do at once.</returns>
    public async Task<bool> SweepAsync(IOutbox outbox, CancellationToken cancellation)
    {
        await using var sweep = await outbox.BeginSweepAsync(cancellation);
        PublishingMetrics.Age.Record((await sweep.AgeAsync(cancellation))?.TotalSeconds ?? 0, Tag(outbox));
        var deleted = await sweep.DeletePublishedAsync(Deleted, cancellation);
        var published = await PublishAsync(outbox, sweep, cancellation);
        return published == Rows || deleted == Deleted;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(outboxes.All.Select(outbox => RunAsync(outbox, stoppingToken)));

    private async Task RunAsync(IOutbox outbox, CancellationToken stopping)
    {
        while (true)
        {
            var more = false;
            try
            {
                more = await SweepAsync(outbox, stopping);
            }
            catch (Exception exception) when (DatabaseOutage.Is(exception))
            {
                LogFailed(logger, outbox.Name, exception);
            }

            // Jitter, so that replicas that started together do not sweep together.
            if (!more)
                await Task.Delay(Every * (0.5 + Jitter.Next()), time, stopping);
        }
    }

    /// <returns>How many rows were published; 0 also when Kafka did not take them.</returns>
    private async Task<int> PublishAsync(IOutbox outbox, IOutboxSweep sweep, CancellationToken cancellation)
    {
        var rows = await sweep.TakeAsync(Age, Rows, cancellation);
        if (rows.Count == 0)
            return 0;

        var events = await sweep.ReadAsync(rows, cancellation);
        foreach (var row in rows)
        {
            if (row.Events is not null)
                await directory.ApplyAsync(row.Events, cancellation);
        }

        if (!await producer.ProduceAsync(events, cancellation))
            return 0;

        await sweep.CommitAsync(rows, cancellation);
        PublishingMetrics.Swept.Add(rows.Count, Tag(outbox));
        foreach (var group in shards.Group(events.Where(e => e.ChatId != 0).Select(e => new ChatId(e.ChatId)).Distinct()))
            await heads.RefreshAsync(group.Key, group, cancellation);
        return rows.Count;
    }

    private static TagList Tag(IOutbox outbox) => new() { { "outbox", outbox.Name } };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox of {Outbox} could not be swept")]
    private static partial void LogFailed(ILogger logger, string outbox, Exception exception);
}
