using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Media;

/// <summary>Answers Media: is there any message in one of these chats that carries the medium? One statement a shard.</summary>
public sealed class CarriedCall(Shards shards)
{
    private const string Sql =
        """
        SELECT DISTINCT asked.medium
        FROM unnest($1::int[], $2::bigint[], $3::bigint[]) AS asked (medium, media_id, chat_id)
        WHERE EXISTS (SELECT FROM media_message carrier WHERE carrier.media_id = asked.media_id AND carrier.chat_id = asked.chat_id)
        """;

    public async Task<MediaCarriersResult> AnswerAsync(MediaCarriers query, CancellationToken cancellation)
    {
        var asked = query.Media.SelectMany((medium, place) => medium.ChatIds.Select(chat => (Place: place, Chat: chat)));
        var carried = new bool[query.Media.Count];
        await Task.WhenAll(asked.GroupBy(one => shards.Of(new ChatId(one.Chat))).Select(async group =>
        {
            foreach (var place in await ReadAsync(group.Key, query, [.. group], cancellation))
                carried[place] = true;
        }));
        return new MediaCarriersResult { Carried = { carried } };
    }

    private static async Task<List<int>> ReadAsync(Shard shard, MediaCarriers query, (int Place, long Chat)[] asked, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(asked, one => one.Place) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(asked, one => query.Media[one.Place].MediaId) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(asked, one => one.Chat) });
        var found = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetInt32(0));
        return found;
    }
}
