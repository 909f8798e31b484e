using Chat.Contracts.Ids;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Heads;

/// <summary>Has the heads of these chats, as they stand on their shard now, written to Redis: after changes whose effect on
/// the row the caller does not hold.</summary>
public sealed class HeadRefresh(IStoredHeads stored, HeadWriter writer)
{
    public async Task RefreshAsync(Shard shard, IEnumerable<ChatId> chats, CancellationToken cancellation)
    {
        foreach (var head in await stored.ReadAsync(shard, chats.Distinct(), cancellation))
            writer.Add(head);
    }
}
