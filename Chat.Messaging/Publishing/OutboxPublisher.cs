using System.Diagnostics;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Storage;

namespace Chat.Messaging.Publishing;

/// <summary>
/// Publishes what a transaction has just written into an outbox. Call it after the commit; nothing of it fails the
/// request, for what it does not manage the sweeper does from the row, some seconds later. Whoever inserts an outbox row
/// (<c>INSERT INTO outbox (events) VALUES ($1) RETURNING outbox_id</c>, in the transaction of the change itself, with the
/// chat's row locked) hands over that id and the same events.
/// </summary>
public sealed partial class OutboxPublisher(
    Outboxes outboxes,
    OutboxMarks marks,
    EventProducer producer,
    DirectoryFollower directory,
    HeadRefresh heads,
    ILogger<OutboxPublisher> logger)
{
    /// <summary>
    /// For changes of membership. When it returns, <c>user_chat</c> in the directory has followed (so that the caller's next
    /// list shows it), unless the directory is away; Kafka's acknowledgement is not waited for.
    /// </summary>
    /// <param name="events">Events of chats on this shard, with <c>membership_version</c> after the change.</param>
    public async Task PublishAsync(Shard shard, long outboxId, EventBatch events, CancellationToken cancellation)
    {
        try
        {
            await directory.ApplyAsync(events, cancellation);
            producer.Produce(events, Activity.Current?.Id, Marking(outboxes.Of(shard), outboxId));
            await heads.RefreshAsync(shard, events.Events.Select(change => new ChatId(change.ChatId)), cancellation);
        }
        catch (Exception exception) when (DatabaseOutage.Is(exception))
        {
            LogLeftToSweeper(logger, shard.Name, exception);
        }
    }

    /// <summary>For what the directory's own outbox holds (a device's revocation).</summary>
    public void PublishOfDirectory(long outboxId, EventBatch events) =>
        producer.Produce(events, Activity.Current?.Id, Marking(outboxes.Directory, outboxId));

    /// <summary>For a batch of messages, whose outbox row holds their places, and what else goes with them.</summary>
    internal void PublishMessages(Shard shard, long outboxId, IEnumerable<(Event Event, string? TraceParent)> events) =>
        producer.Produce(events, Marking(outboxes.Of(shard), outboxId));

    /// <summary>For what has no outbox row: lost if Kafka does not take it.</summary>
    internal void PublishUnrecorded(IEnumerable<(Event Event, string? TraceParent)> events) =>
        producer.Produce(events, static _ => { });

    private Action<bool> Marking(IOutbox outbox, long outboxId) => acknowledged =>
    {
        if (acknowledged)
            marks.Add(outbox, outboxId);
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change on {Shard} is left to the sweeper")]
    private static partial void LogLeftToSweeper(ILogger logger, string shard, Exception exception);
}
