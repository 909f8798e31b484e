using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Heads;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Replaying;

/// <summary>Finds out which of a user's chats have anything to bring: one query to the directory and one a shard, however
/// many chats there are.</summary>
public sealed class ReplayPlan(Shards shards, StoredHeads stored)
{
    private const string Sql =
        """
        SELECT chat.chat_id, chat.last_seq, chat.active_at, member.from_seq, member.until_seq
        FROM unnest($2::bigint[]) AS asked (chat_id)
        JOIN member ON member.chat_id = asked.chat_id AND member.user_id = $1
        JOIN chat ON chat.chat_id = asked.chat_id
        ORDER BY chat.chat_id, member.from_seq
        """;

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
            var replays = await ReadAsync(group.Key, user, group, cancellation);
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

    private static async Task<List<ChatReplay>> ReadAsync(Shard shard, UserId user, IEnumerable<ChatId> chats, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = user.Value });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. chats.Select(chat => chat.Value)] });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(ChatId Chat, List<SeqRange> Intervals, long LastSeq, long ActiveAt)>();
        while (await reader.ReadAsync(cancellation))
        {
            var chat = new ChatId(reader.GetInt64(0));
            if (found.Count == 0 || found[^1].Chat != chat)
                found.Add((chat, [], reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2).ToUnixTimeMilliseconds()));
            found[^1].Intervals.Add(new SeqRange(reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4)));
        }

        return [.. found.Select(one => new ChatReplay(one.Chat, one.Intervals, one.LastSeq, one.ActiveAt))];
    }
}
