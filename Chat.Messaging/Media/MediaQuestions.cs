using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Media;

/// <summary>Questions about media in chats, one statement a shard: which of them does any chat affirm?</summary>
internal static class MediaQuestions
{
    /// <param name="sql">Of the questions ($1 their places, $2 the users, $3 the media, $4 the chats) it answers the places of
    /// those that hold.</param>
    /// <returns>In the order of the questions.</returns>
    public static async Task<bool[]> AnswerAsync(
        Shards shards, string sql, IReadOnlyList<MediaView> questions, CancellationToken cancellation)
    {
        var asked = questions.SelectMany((question, place) => question.ChatIds.Select(chat => (Place: place, Chat: chat)));
        var affirmed = new bool[questions.Count];
        await Task.WhenAll(asked.GroupBy(one => shards.Of(new ChatId(one.Chat))).Select(async group =>
        {
            foreach (var place in await ReadAsync(group.Key, sql, questions, [.. group], cancellation))
                affirmed[place] = true;
        }));
        return affirmed;
    }

    private static async Task<List<int>> ReadAsync(
        Shard shard, string sql, IReadOnlyList<MediaView> questions, (int Place, long Chat)[] asked, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = Array.ConvertAll(asked, one => one.Place) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(asked, one => questions[one.Place].UserId) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(asked, one => questions[one.Place].MediaId) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(asked, one => one.Chat) });
        var found = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            found.Add(reader.GetInt32(0));
        return found;
    }
}
