using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>The rows of <c>phantom_member</c>: users whom somebody added whom they have blocked. Whoever changes them holds
/// the lock of the chat's row.</summary>
public static class Phantoms
{
    private const string AddSql =
        $"""
        INSERT INTO phantom_member (chat_id, user_id, from_seq, role, joined_at)
        SELECT $1, asked.user_id, $3, $4, now()
        FROM unnest($2::bigint[]) AS asked (user_id)
        WHERE NOT EXISTS (
            SELECT FROM {ShownMembers.Table} AS m WHERE m.chat_id = $1 AND m.user_id = asked.user_id AND m.until_seq IS NULL)
        RETURNING user_id
        """;

    // A time in which nothing was said leaves no interval behind, as with members.
    private const string EndSql =
        """
        unused AS (
            DELETE FROM phantom_member WHERE chat_id = $1 AND user_id = ANY($2) AND until_seq IS NULL AND from_seq > $3
            RETURNING user_id, role, joined_at),
        ended AS (
            UPDATE phantom_member SET until_seq = $3 WHERE chat_id = $1 AND user_id = ANY($2) AND until_seq IS NULL AND from_seq <= $3
            RETURNING user_id, role, joined_at),
        gone AS (SELECT * FROM unused UNION ALL SELECT * FROM ended)
        """;

    private const string RemoveSql = $"WITH {EndSql} SELECT count(*) FROM gone";

    private const string AppearSql =
        $"""
        WITH {EndSql}, added AS (
            INSERT INTO member (chat_id, user_id, from_seq, role, joined_at)
            SELECT $1, user_id, $3 + 1, role, joined_at FROM gone
            RETURNING user_id, from_seq)
        SELECT added.user_id, added.from_seq,
            least(added.from_seq, (SELECT min(m.from_seq) FROM member m WHERE m.chat_id = $1 AND m.user_id = added.user_id))
        FROM added ORDER BY added.user_id
        """;

    /// <summary>Those that were not shown as members before. Run also for nobody, so that it takes no more time for
    /// somebody.</summary>
    public static async Task<List<UserId>> AddAsync(
        NpgsqlConnection connection, ChatId chat, long[] users, long fromSeq, MemberRole role, CancellationToken cancellation)
    {
        var added = new List<UserId>();
        await using var command = new NpgsqlCommand(AddSql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(users);
        command.Parameters.AddWithValue(fromSeq);
        command.Parameters.AddWithValue((short)role);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            added.Add(new UserId(reader.GetInt64(0)));
        return added;
    }

    public static async Task RemoveAsync(NpgsqlConnection connection, ChatId chat, UserId user, long lastSeq, CancellationToken cancellation)
    {
        await using var command = End(RemoveSql, connection, chat, [user.Value], lastSeq);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Makes members of those of the users who are phantoms, with the role and the standing that they are shown
    /// with.</summary>
    public static async Task<List<MemberSeqs>> AppearAsync(
        NpgsqlConnection connection, ChatId chat, long[] users, long lastSeq, CancellationToken cancellation)
    {
        await using var command = End(AppearSql, connection, chat, users, lastSeq);
        return await ChatMembers.ReadAsync(command, cancellation);
    }

    private static NpgsqlCommand End(string sql, NpgsqlConnection connection, ChatId chat, long[] users, long lastSeq)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(users);
        command.Parameters.AddWithValue(lastSeq);
        return command;
    }
}
