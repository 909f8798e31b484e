using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Storage;
using Google.Protobuf.Collections;
using Npgsql;

namespace Chat.Messaging.Members;

/// <summary>Answers gateways: who of these users is a member of which chat now? One statement a shard.</summary>
public sealed class MembershipCall(Shards shards)
{
    private const string Sql =
        """
        SELECT asked.place::int, now.role IS NOT NULL, chat.type = $3,
            (SELECT min(m.from_seq) FROM member m WHERE m.chat_id = asked.chat_id AND m.user_id = asked.user_id)
        FROM unnest($1, $2) WITH ORDINALITY AS asked (chat_id, user_id, place)
        JOIN chat ON chat.chat_id = asked.chat_id
        LEFT JOIN member now ON now.chat_id = asked.chat_id AND now.user_id = asked.user_id AND now.until_seq IS NULL
        """;

    public async Task<MembershipResult> AnswerAsync(MembershipQuery query, CancellationToken cancellation)
    {
        var asked = query.Members;
        var answers = new (bool IsMember, bool IsChannel, long FirstSeq)[asked.Count];
        var byShard = Enumerable.Range(0, asked.Count).GroupBy(place => shards.Of(new ChatId(asked[place].ChatId)));
        await Task.WhenAll(byShard.Select(places => ReadAsync(places.Key, asked, [.. places], answers, cancellation)));
        return new MembershipResult
        {
            IsMember = { answers.Select(answer => answer.IsMember) },
            IsChannel = { answers.Select(answer => answer.IsChannel) },
            FirstSeqs = { answers.Select(answer => answer.FirstSeq) },
        };
    }

    private static async Task ReadAsync(
        Shard shard, RepeatedField<MembershipOf> asked, int[] places, (bool, bool, long)[] answers, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(places, place => asked[place].ChatId) });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = Array.ConvertAll(places, place => asked[place].UserId) });
        command.Parameters.AddWithValue((short)ChatType.Channel);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetBoolean(1))
                answers[places[reader.GetInt32(0) - 1]] = (true, reader.GetBoolean(2), reader.GetInt64(3));
        }
    }
}
