using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Chats;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.History;

/// <summary>When a message reached each of the other members that may see it. Its sender alone asks. A watermark that moved
/// to this seq or beyond for the first time is the moment; READ implies DELIVERED.</summary>
public static class ListMessageReceipts
{
    // Type 1 is READ; the lowest watermark from the seq on is the earliest, since they only rise.
    private const string Sql =
        $"""
        SELECT present.user_id, least(delivered.at, read.at), read.at
        FROM {ShownMembers.Table} AS present
        LEFT JOIN LATERAL (
            SELECT r.at FROM receipt r
            WHERE r.chat_id = $1 AND r.user_id = present.user_id AND r.type = 0 AND r.up_to_seq >= $4
                AND r.withheld_from IS DISTINCT FROM $5
            ORDER BY r.up_to_seq LIMIT 1) AS delivered ON true
        LEFT JOIN LATERAL (
            SELECT r.at FROM receipt r
            WHERE r.chat_id = $1 AND r.user_id = present.user_id AND r.type = 1 AND r.up_to_seq >= $4
                AND r.withheld_from IS DISTINCT FROM $5
            ORDER BY r.up_to_seq LIMIT 1) AS read ON true
        WHERE present.chat_id = $1 AND present.user_id > $2 AND present.until_seq IS NULL AND present.user_id <> $5
            AND EXISTS (
                SELECT FROM {ShownMembers.Table} AS i
                WHERE i.chat_id = $1 AND i.user_id = present.user_id AND i.from_seq <= $4 AND (i.until_seq IS NULL OR i.until_seq >= $4))
        ORDER BY present.user_id LIMIT $3
        """;

    private const string SenderSql =
        """
        SELECT m.sender_id FROM message m
        WHERE m.chat_id = $1 AND m.seq = $2 AND m.withheld_from IS DISTINCT FROM $3 AND EXISTS (
            SELECT FROM member i
            WHERE i.chat_id = $1 AND i.user_id = $3 AND i.from_seq <= $2 AND (i.until_seq IS NULL OR i.until_seq >= $2))
        """;

    public static async Task<IReadOnlyList<MessageReceipt>> HandleAsync(
        string chatId, string seq, string? after, string? limit, ActiveCaller caller, Shards shards, MembersPage page, CancellationToken cancellation)
    {
        var chat = PathIds.Chat(chatId);
        await using (var connection = await shards.Of(chat).Source.OpenConnectionAsync(cancellation))
        {
            if (await ChatMembers.RoleAsync(connection, chat, caller.User, cancellation) is null)
                throw Missing.Chat();
            if (await SenderAsync(connection, chat, PathIds.Seq(seq), caller.User, cancellation) != caller.User)
                throw new ChatException(ErrorCodes.NotAllowed, "Only a message's sender asks who has received it.");
        }

        return await page.ReadAsync(chat, caller.User, after, limit, Sql, Read, cancellation, PathIds.Seq(seq), caller.User.Value);
    }

    private static async Task<UserId> SenderAsync(NpgsqlConnection connection, ChatId chat, long seq, UserId caller, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(SenderSql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(seq);
        command.Parameters.AddWithValue(caller.Value);
        return await command.ExecuteScalarAsync(cancellation) is long sender ? new UserId(sender) : throw Missing.Message();
    }

    private static MessageReceipt Read(NpgsqlDataReader reader) =>
        new(new UserId(reader.GetInt64(0)), TimeAt(reader, 1), TimeAt(reader, 2));

    private static WireTime? TimeAt(NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : WireTime.Of(reader.GetFieldValue<DateTimeOffset>(ordinal));
}
