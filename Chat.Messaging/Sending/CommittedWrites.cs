using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Publishing;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Sending;

/// <summary>What follows a commit: the events go to Kafka, the heads to Redis. None of it waits, none of it can fail the
/// write.</summary>
public sealed class CommittedWrites(OutboxPublisher publisher, HeadWriter heads, BusiestChats busiest)
{
    public void Publish(Shard shard, WriteSet set, WriteOutcome outcome)
    {
        // Together, so that they share their partitions' records.
        if (outcome.OutboxId is { } outboxId)
            publisher.PublishMessages(shard, outboxId, Messages(set, outcome).Concat(Watermarks(set, outcome)));
        else if (outcome.Watermarks.Any(watermark => watermark.Moved))
            publisher.PublishUnrecorded(Watermarks(set, outcome));
        foreach (var head in HeadsAfter(set, outcome))
            heads.Add(head);
    }

    private IEnumerable<(Event, string?)> Messages(WriteSet set, WriteOutcome outcome)
    {
        for (var i = 0; i < set.Sends.Count; i++)
        {
            var (item, part) = set.Sends[i];
            var sent = outcome.Sends[i];
            if (sent.Verdict != SendVerdict.Stored)
                continue;

            busiest.Count(new ChatId(item.ChatId));
            var stored = new Event
            {
                ChatId = item.ChatId,
                MembershipVersion = outcome.Chats[new ChatId(item.ChatId)].MembershipVersion,
                AcceptedAt = part.AcceptedAt,
                Message = item.ToStored(sent.Seq, sent.SentAt),
                WithheldFrom = sent.WithheldFrom?.Value ?? 0,
            };
            yield return (stored, part.TraceParent);
        }
    }

    private static IEnumerable<(Event, string?)> Watermarks(WriteSet set, WriteOutcome outcome)
    {
        for (var i = 0; i < set.Watermarks.Count; i++)
        {
            var item = set.Watermarks[i];
            var moved = outcome.Watermarks[i];
            if (!moved.Moved || outcome.Chats[new ChatId(item.ChatId)] is not { MemberCount: <= Limits.MaxMembersForReceipts } chat)
                continue;

            // READ implies DELIVERED: what the one says need not be said twice.
            if (moved.Delivered is { } delivered && delivered > (moved.Read ?? 0))
                yield return (Moved(chat, item, moved, ReceiptType.DELIVERED, delivered), null);
            if (moved.Read is { } read)
                yield return (Moved(chat, item, moved, ReceiptType.READ, read), null);
        }
    }

    private static Event Moved(LockedChat chat, WatermarkItem item, WatermarkOutcome moved, ReceiptType type, long seq) => new()
    {
        ChatId = chat.Id.Value,
        MembershipVersion = chat.MembershipVersion,
        AcceptedAt = moved.At,
        Watermark = new WatermarkMoved { UserId = item.UserId, DeviceId = item.DeviceId, Type = (int)type, Seq = seq, At = moved.At },
        WithheldFrom = moved.WithheldFrom?.Value ?? 0,
    };

    private static Dictionary<ChatId, HeadState>.ValueCollection HeadsAfter(WriteSet set, WriteOutcome outcome)
    {
        var after = new Dictionary<ChatId, HeadState>();
        for (var i = 0; i < set.Sends.Count; i++)
        {
            var (item, sent) = (set.Sends[i].Item, outcome.Sends[i]);
            if (sent.Verdict != SendVerdict.Stored)
                continue;

            var head = HeadOf(item.ChatId);
            after[head.Chat] = head.Merge(new HeadState(
                head.Chat, sent.Seq, 0, item.Kind == (int)MessageKind.Message ? sent.SentAt : 0, sent.SentAt));
        }

        for (var i = 0; i < set.Watermarks.Count; i++)
        {
            // What is withheld leaves the chat's version as it is.
            if (!outcome.Watermarks[i].Moved || outcome.Watermarks[i].WithheldFrom is not null)
                continue;

            // One transaction raises a chat's version once, however many watermarks moved.
            var head = HeadOf(set.Watermarks[i].ChatId);
            after[head.Chat] = head.Merge(new HeadState(
                head.Chat, 0, outcome.Chats[head.Chat].Version + 1, 0, outcome.Watermarks[i].At));
        }

        return after.Values;

        HeadState HeadOf(long chat)
        {
            var id = new ChatId(chat);
            if (after.TryGetValue(id, out var head))
                return head;
            var locked = outcome.Chats[id];
            return new HeadState(id, locked.LastSeq, locked.Version, locked.ActiveAt, locked.ChangedAt);
        }
    }
}
