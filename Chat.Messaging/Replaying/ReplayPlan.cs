using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Storage;

namespace Chat.Messaging.Replaying;

/// <summary>Finds out which of a user's chats have anything to bring: one query to the directory and one a shard, however
/// many chats there are.</summary>
public sealed class ReplayPlan(Shards shards, IStoredHeads stored, IReplayStore store)
{
    /// <summary>By shard, the newest activity on top.</summary>
    public async Task<IReadOnlyList<(Shard Shard, Stack<ChatReplay> Replays)>> MakeAsync(SyncQuery query, CancellationToken cancellation)
    {
        var user = new UserId(query.UserId);
        var cursors = new Dictionary<ChatId, long>(query.Cursors.Count);
        foreach (var cursor in query.Cursors)
            cursors[new ChatId(cursor.ChatId)] = cursor.Seq;

        // The directory may be behind in both directions: the shards say whether the user is a member.
        var chats = query.Only ? cursors.Keys : (await stored.ChatsOfAsync([user], cancellation))[user].Union(cursors.Keys);
        return await Task.WhenAll(shards.Group(chats).Select(async group =>
        {
            var replays = await store.ReplaysAsync(group.Key, user, group, cancellation);
            // Who was removed is brought what was sent before, if the device still asks for it: it may have had a gap there,
            // and takes what no Sync brings for something that does not exist.
            replays.RemoveAll(replay => replay.IsFormer && !cursors.ContainsKey(replay.Chat));
            foreach (var replay in replays)
            {
                if (cursors.TryGetValue(replay.Chat, out var cursor))
                    replay.StartAfter(cursor);
                else if (query.Newest > 0)
                    replay.StartAtNewest(query.Newest);
            }

            return (group.Key, new Stack<ChatReplay>(replays.Where(replay => replay.Count > 0).OrderBy(replay => replay.ActiveAt)));
        }));
    }
}
