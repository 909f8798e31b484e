using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>The rows of <c>member</c>. Whoever changes them holds the lock of the chat's row.</summary>
public static class ChatMembers
{
    // Who is a member already stays as it is. first_seq: of all of the user's times in this chat.
    private const string AddSql =
        """
        WITH added AS (
            INSERT INTO member (chat_id, user_id, from_seq, role, joined_at)
            SELECT $1, asked.user_id, $3, $4, now()
            FROM unnest($2::bigint[]) AS asked (user_id)
            WHERE NOT EXISTS (SELECT FROM member m WHERE m.chat_id = $1 AND m.user_id = asked.user_id AND m.until_seq IS NULL)
            RETURNING user_id, from_seq)
        SELECT added.user_id, added.from_seq,
            least(added.from_seq, (SELECT min(m.from_seq) FROM member m WHERE m.chat_id = $1 AND m.user_id = added.user_id))
        FROM added ORDER BY added.user_id
        """;

    // A time in which nothing was said leaves no interval behind.
    private const string RemoveSql =
        """
        WITH unused AS (
            DELETE FROM member WHERE chat_id = $1 AND user_id = $2 AND until_seq IS NULL AND from_seq > $3
            RETURNING from_seq),
        ended AS (
            UPDATE member SET until_seq = $3 WHERE chat_id = $1 AND user_id = $2 AND until_seq IS NULL AND from_seq <= $3
            RETURNING from_seq)
        SELECT $2, gone.from_seq, (SELECT min(m.from_seq) FROM member m WHERE m.chat_id = $1 AND m.user_id = $2)
        FROM (SELECT from_seq FROM unused UNION ALL SELECT from_seq FROM ended) AS gone
        """;

    /// <summary>Null for who is not a member now.</summary>
    public static async Task<MemberRole?> RoleAsync(NpgsqlConnection connection, ChatId chat, UserId user, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT role FROM member WHERE chat_id = $1 AND user_id = $2 AND until_seq IS NULL", connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(user.Value);
        return await command.ExecuteScalarAsync(cancellation) is short role ? (MemberRole)role : null;
    }

    /// <summary>Those that were not members before, by user id.</summary>
    public static async Task<List<MemberSeqs>> AddAsync(
        NpgsqlConnection connection, ChatId chat, long[] users, long fromSeq, MemberRole role, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(AddSql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(users);
        command.Parameters.AddWithValue(fromSeq);
        command.Parameters.AddWithValue((short)role);
        return await ReadAsync(command, cancellation);
    }

    /// <summary>Ends a present membership with the last seq.</summary>
    public static async Task<MemberSeqs> RemoveAsync(NpgsqlConnection connection, ChatId chat, UserId user, long lastSeq, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RemoveSql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(user.Value);
        command.Parameters.AddWithValue(lastSeq);
        return (await ReadAsync(command, cancellation)).Single();
    }

    public static async Task ChangeRoleAsync(
        NpgsqlConnection connection, ChatId chat, ShownMember member, MemberRole role, CancellationToken cancellation)
    {
        var table = member.IsPhantom ? "phantom_member" : "member";
        await using var command = new NpgsqlCommand(
            $"UPDATE {table} SET role = $3 WHERE chat_id = $1 AND user_id = $2 AND until_seq IS NULL", connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(member.User.Value);
        command.Parameters.AddWithValue((short)role);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Rows of user, from_seq, first_seq.</summary>
    internal static async Task<List<MemberSeqs>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var members = new List<MemberSeqs>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            members.Add(new MemberSeqs { UserId = reader.GetInt64(0), FromSeq = reader.GetInt64(1), FirstSeq = reader.GetInt64(2) });
        return members;
    }
}
