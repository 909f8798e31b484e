using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Members;

/// <summary>Answers Delivery: who is a member now, and by which version of the membership. A chat's members and its version
/// come from one statement, hence from one snapshot. Of a pulled chat only the number of members is answered.</summary>
public sealed class MembersCall(Shards shards)
{
    private const string Sql =
        """
        SELECT chat.chat_id, chat.membership_version, chat.member_count, now.user_id, now.from_seq, now.first_seq, now.is_withheld
        FROM chat
        LEFT JOIN LATERAL (
            SELECT user_id, max(from_seq) AS from_seq, min(from_seq) AS first_seq, bool_or(blocked_by IS NOT NULL) AS is_withheld
            FROM member WHERE member.chat_id = chat.chat_id AND chat.member_count <= $2
            GROUP BY user_id HAVING bool_or(until_seq IS NULL)
        ) now ON true
        WHERE chat.chat_id = ANY($1)
        """;

    /// <summary>Unknown chats are answered with version 0 and without members.</summary>
    public async Task<MembersResult> AnswerAsync(MembersQuery query, CancellationToken cancellation)
    {
        var chats = query.ChatIds.Select(id => new ChatId(id)).Distinct().ToArray();
        var found = new Dictionary<long, ChatMembers>(chats.Length);
        foreach (var members in await Task.WhenAll(shards.Group(chats).Select(group => ReadAsync(group.Key, group, cancellation))))
        {
            foreach (var chat in members)
                found.Add(chat.ChatId, chat);
        }

        return new MembersResult { Chats = { query.ChatIds.Select(id => found.GetValueOrDefault(id) ?? new ChatMembers { ChatId = id }) } };
    }

    private static async Task<IReadOnlyCollection<ChatMembers>> ReadAsync(Shard shard, IEnumerable<ChatId> chats, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. chats.Select(chat => chat.Value)] });
        command.Parameters.AddWithValue(Limits.MaxPushedMembers);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<long, ChatMembers>();
        while (await reader.ReadAsync(cancellation))
        {
            var id = reader.GetInt64(0);
            if (!found.TryGetValue(id, out var chat))
                found.Add(id, chat = new ChatMembers { ChatId = id, MembershipVersion = reader.GetInt64(1), MemberCount = reader.GetInt32(2) });
            if (!reader.IsDBNull(3))
                chat.Members.Add(new MemberSeqs { UserId = reader.GetInt64(3), FromSeq = reader.GetInt64(4), FirstSeq = reader.GetInt64(5) });
            if (!reader.IsDBNull(6) && reader.GetBoolean(6))
                chat.WithheldSenderIds.Add(reader.GetInt64(3));
        }

        return found.Values;
    }
}
