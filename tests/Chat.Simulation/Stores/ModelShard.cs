using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Replaying;
using Chat.Messaging.Sending;

namespace Chat.Simulation.Stores;

/// <summary>One database of chats. Each operation is what the statements of Chat.Messaging do, in one step.</summary>
internal sealed class ModelShard(TimeProvider time)
{
    /// <summary>As PostgresReplayStore has it.</summary>
    private const int QueryBytes = 768 * 1024;

    public Dictionary<ChatId, ModelChat> Chats { get; } = [];

    public ModelOutbox Outbox { get; } = new(time);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public ModelChat? Find(ChatId chat) => Chats.GetValueOrDefault(chat);

    /// <summary>The first member is the owner.</summary>
    public ModelChat Create(ChatId id, ChatType type, params IReadOnlyList<UserId> members)
    {
        var chat = new ModelChat(id, type, Now);
        Chats.Add(id, chat);
        for (var i = 0; i < members.Count; i++)
            chat.Add(members[i], i == 0 ? MemberRole.Owner : MemberRole.Member);
        return chat;
    }

    public WriteOutcome Write(WriteSet set)
    {
        var now = Now;
        var chats = set.Sends.Select(send => send.Item.ChatId).Concat(set.Watermarks.Select(item => item.ChatId)).Distinct()
            .Select(id => Find(new ChatId(id))).OfType<ModelChat>().ToDictionary(chat => chat.Id, chat => chat.Locked);
        var (sends, outboxId) = Send(set, chats, now);
        return new WriteOutcome(sends, Raise(set, now), chats, outboxId);
    }

    public RangeRead[] Read(UserId user, (ChatReplay Replay, SeqRange Range)[] ranges, int limit)
    {
        var reads = ranges.Select(asked => new RangeRead(asked.Range, limit)).ToArray();
        var (bytes, last) = (0L, -1);
        for (var i = 0; i < ranges.Length && bytes < QueryBytes; i++)
        {
            var (replay, range) = ranges[i];
            if (Find(replay.Chat) is not { } chat || !chat.Stands(replay, user))
                continue;

            (last, reads[i].ChatLastSeq) = (i, chat.LastSeq);
            var through = Math.Min(range.Last ?? chat.LastSeq, chat.LastSeq);
            for (var seq = range.First; seq <= through && reads[i].Messages.Count < limit && bytes < QueryBytes; seq++)
            {
                if (chat.WithheldFrom(seq) == user)
                    continue;
                reads[i].Messages.Add(chat.Messages[(int)seq - 1]);
                bytes += reads[i].Messages[^1].Ciphertext.Length;
            }
        }

        for (var i = Math.Max(last, 0); bytes >= QueryBytes && i < reads.Length; i++)
            reads[i].CutOff = true;
        return reads;
    }

    /// <summary>Messages read by their places, in the order of the rows.</summary>
    public IReadOnlyList<Event> Events(IEnumerable<(ChatId Chat, long Seq)> places) =>
        [.. places.Select(place => (Chat: Chats[place.Chat], place.Seq)).Select(place => new Event
        {
            ChatId = place.Chat.Id.Value,
            MembershipVersion = place.Chat.MembershipVersion,
            AcceptedAt = place.Chat.Messages[(int)place.Seq - 1].SentAt,
            Message = place.Chat.Messages[(int)place.Seq - 1],
            WithheldFrom = place.Chat.WithheldFrom(place.Seq)?.Value ?? 0,
        })];

    private (SendOutcome[] Sends, long? OutboxId) Send(WriteSet set, Dictionary<ChatId, LockedChat> before, long now)
    {
        var outcomes = new SendOutcome[set.Sends.Count];
        var places = new List<(ChatId, long)>();
        var stored = new List<(ModelChat Chat, StoredMessage Message, Guid ClientId)>();
        var added = new Dictionary<ChatId, long>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            var item = set.Sends[i].Item;
            var (id, clientId) = (new ChatId(item.ChatId), item.ClientMsgGuid);
            var chat = Find(id);
            if (chat?.Known(item.SenderId, clientId) is { } known)
            {
                outcomes[i] = new SendOutcome(SendVerdict.Known, known.Seq, known.SentAt);
                continue;
            }

            var verdict = Judge(item, chat, before);
            if (verdict == SendVerdict.Stored)
            {
                added[id] = added.GetValueOrDefault(id) + 1;
                var message = item.ToStored(before[id].LastSeq + added[id], now);
                stored.Add((chat!, message, clientId));
                places.Add((id, message.Seq));
            }

            outcomes[i] = new SendOutcome(
                verdict,
                chat is null ? 0 : before[id].LastSeq + added.GetValueOrDefault(id),
                now,
                verdict == SendVerdict.Stored ? chat!.BlockerOf(item.SenderId) : null);
        }

        // The statement's own rows are not seen by it: a clientMsgId that a set held twice would be stored twice.
        foreach (var (chat, message, clientId) in stored)
            chat.Add(message, clientId);
        return (outcomes, places.Count > 0 ? Outbox.Insert(places) : null);
    }

    private static SendVerdict Judge(SendItem item, ModelChat? chat, Dictionary<ChatId, LockedChat> before) =>
        chat?.RoleOf(item.SenderId) is not { } role ? SendVerdict.NotAMember
        : chat.Type == ChatType.Channel && role > MemberRole.Admin ? SendVerdict.NotAllowed
        : item.RefSeq > before[chat.Id].LastSeq ? SendVerdict.BadReference
        : SendVerdict.Stored;

    private WatermarkOutcome[] Raise(WriteSet set, long now)
    {
        var outcomes = new WatermarkOutcome[set.Watermarks.Count];
        var moved = new HashSet<ModelChat>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            var item = set.Watermarks[i];
            outcomes[i] = new WatermarkOutcome(false, null, null, now);
            if (Find(new ChatId(item.ChatId)) is not { } chat || chat.RoleOf(item.UserId) is null)
                continue;

            var before = chat.Watermark(item.UserId);
            var delivered = Math.Min(Math.Max(item.DeliveredSeq, item.ReadSeq), chat.LastSeq);
            var read = Math.Min(item.ReadSeq, chat.LastSeq);
            outcomes[i] = new WatermarkOutcome(
                true, delivered > before.Delivered ? delivered : null, read > before.Read ? read : null, now, chat.BlockedOf(item.UserId));
            if (!outcomes[i].Moved)
                continue;
            chat.Raise(item.UserId, Math.Max(delivered, before.Delivered), Math.Max(read, before.Read));
            if (outcomes[i].WithheldFrom is null)
                moved.Add(chat);
        }

        foreach (var chat in moved)
            chat.Touch(now);
        return outcomes;
    }
}
