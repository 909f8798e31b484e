using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <param name="IsPhantom">Has blocked whoever added the user: to the others a member, and none.</param>
public readonly record struct ShownMember(UserId User, MemberRole Role, bool IsPhantom);

/// <summary>The members of a chat as they are shown to each other: its members and its phantoms, by the same rules. Only for
/// those who are members themselves; what anybody may see or do rests on <c>member</c> alone.</summary>
public static class ShownMembers
{
    /// <summary>To select from, in the place of <c>member</c>.</summary>
    public const string Table =
        """
        (SELECT chat_id, user_id, from_seq, until_seq, role, joined_at, false AS is_phantom FROM member
         UNION ALL
         SELECT chat_id, user_id, from_seq, until_seq, role, joined_at, true FROM phantom_member)
        """;

    private const string FindSql =
        $"SELECT user_id, role, is_phantom FROM {Table} AS m WHERE chat_id = $1 AND user_id = $2 AND until_seq IS NULL";

    private const string CountSql =
        $"SELECT count(*) FROM {Table} AS m WHERE chat_id = $1 AND user_id = ANY($2) AND until_seq IS NULL";

    private const string HeirSql =
        $"""
        SELECT user_id, role, is_phantom FROM {Table} AS m WHERE chat_id = $1 AND until_seq IS NULL
        ORDER BY role, joined_at, user_id LIMIT 1
        """;

    /// <summary>Null for who is not shown as a member now.</summary>
    public static async Task<ShownMember?> FindAsync(NpgsqlConnection connection, ChatId chat, UserId user, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(FindSql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(user.Value);
        return await ReadAsync(command, cancellation);
    }

    /// <summary>The longest-standing of the highest role; null if nobody is left.</summary>
    public static async Task<ShownMember?> HeirAsync(NpgsqlConnection connection, ChatId chat, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(HeirSql, connection);
        command.Parameters.AddWithValue(chat.Value);
        return await ReadAsync(command, cancellation);
    }

    /// <summary>How many of these users are shown as members now.</summary>
    public static async Task<int> CountAsync(NpgsqlConnection connection, ChatId chat, IEnumerable<UserId> users, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(CountSql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(users.Select(user => user.Value).ToArray());
        return (int)(long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task<ShownMember?> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new ShownMember(new UserId(reader.GetInt64(0)), (MemberRole)reader.GetInt16(1), reader.GetBoolean(2))
            : null;
    }
}
