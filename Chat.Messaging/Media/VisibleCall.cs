using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Media;

/// <summary>
/// Answers Media: is there a message, in one of these chats, that carries the medium and that the user may see? That is what
/// a <c>Sync</c> would bring: of a chat that the user is in now, from the user's own times in it, and not withheld from the user.
/// One statement a shard.
/// </summary>
public sealed class VisibleCall(Shards shards)
{
    private const string Sql =
        """
        SELECT DISTINCT asked.view
        FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[]) AS asked (view, user_id, media_id, chat_id)
        WHERE EXISTS (
            SELECT FROM member now WHERE now.chat_id = asked.chat_id AND now.user_id = asked.user_id AND now.until_seq IS NULL)
          AND EXISTS (
            SELECT FROM member i
            JOIN media_message carrier ON carrier.media_id = asked.media_id AND carrier.chat_id = asked.chat_id
                AND carrier.seq >= i.from_seq AND (i.until_seq IS NULL OR carrier.seq <= i.until_seq)
                AND carrier.withheld_from IS DISTINCT FROM asked.user_id
            WHERE i.chat_id = asked.chat_id AND i.user_id = asked.user_id)
        """;

    public async Task<MediaViewsResult> AnswerAsync(MediaViews query, CancellationToken cancellation)
    {
        var asked = query.Views.SelectMany((view, place) => view.ChatIds.Select(chat => (Place: place, Chat: chat)));
        var visible = new bool[query.Views.Count];
        await Task.WhenAll(asked.GroupBy(one => shards.Of(new ChatId(one.Chat))).Select(async group =>
        {
            foreach (var place in await ReadAsync(group.Key, query, [.. group], cancellation))
                visible[place] = true;
        }));
        return new MediaViewsResult { Visible = { visible } };
    }

    private static async Task<List<int>> ReadAsync(Shard shard, MediaViews query, (int Place, long Chat)[] asked, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(asked, one => one.Place) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(asked, one => query.Views[one.Place].UserId) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(asked, one => query.Views[one.Place].MediaId) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(asked, one => one.Chat) });
        var found = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetInt32(0));
        return found;
    }
}
