using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>Chats as one of their members sees them: unread and last message within the member's own times in the chat.</summary>
public sealed class ChatSummaries(Shards shards)
{
    private const string Sql =
        $"""
        SELECT c.chat_id, c.type, c.title, me.role, c.member_count, span.first_seq, c.last_seq,
            coalesce(w.read_seq, 0), coalesce(w.delivered_seq, 0), unread.count, newest.*
        FROM unnest($2::bigint[]) AS asked (chat_id)
        JOIN chat c ON c.chat_id = asked.chat_id
        JOIN member me ON me.chat_id = c.chat_id AND me.user_id = $1 AND me.until_seq IS NULL
        LEFT JOIN watermark w ON w.chat_id = c.chat_id AND w.user_id = $1
        CROSS JOIN LATERAL (
            SELECT min(i.from_seq) AS first_seq FROM member i WHERE i.chat_id = c.chat_id AND i.user_id = $1) AS span
        CROSS JOIN LATERAL (
            SELECT count(*) AS count
            FROM member i
            JOIN message m ON m.chat_id = i.chat_id
                AND m.seq >= greatest(i.from_seq, coalesce(w.read_seq, 0) + 1) AND m.seq <= coalesce(i.until_seq, c.last_seq)
            WHERE i.chat_id = c.chat_id AND i.user_id = $1 AND m.kind = 0 AND m.sender_id <> $1
                AND m.withheld_from IS DISTINCT FROM $1) AS unread
        LEFT JOIN LATERAL (
            SELECT m.*
            FROM member i
            CROSS JOIN LATERAL (
                SELECT {MessageRow.Columns} FROM message m
                WHERE m.chat_id = i.chat_id AND m.seq >= i.from_seq AND m.seq <= coalesce(i.until_seq, c.last_seq) AND m.kind = 0
                    AND m.withheld_from IS DISTINCT FROM $1
                ORDER BY m.seq DESC LIMIT 1) AS m
            WHERE i.chat_id = c.chat_id AND i.user_id = $1
            ORDER BY m.seq DESC LIMIT 1) AS newest ON true
        """;

    // A direct chat that somebody has opened whom the user has blocked is not on the list before there is something in it.
    private const string ListedSql =
        Sql +
        """

        WHERE me.blocks IS NULL OR EXISTS (
            SELECT FROM message m WHERE m.chat_id = c.chat_id AND m.withheld_from IS DISTINCT FROM $1)
        """;

    private const int MessageColumns = 10;

    /// <summary>Null for who is not a member.</summary>
    public async Task<ChatSummary?> ReadAsync(UserId user, ChatId chat, CancellationToken cancellation) =>
        (await ReadAsync(Sql, shards.Of(chat), user, [chat], cancellation)).SingleOrDefault();

    /// <summary>Those of the chats that the user's list shows, in the order asked, one query a shard.</summary>
    public async Task<IReadOnlyList<ChatSummary>> ListAsync(UserId user, IReadOnlyCollection<ChatId> chats, CancellationToken cancellation)
    {
        var parts = await Task.WhenAll(shards.Group(chats).Select(group => ReadAsync(ListedSql, group.Key, user, group, cancellation)));
        var found = parts.SelectMany(part => part).ToDictionary(summary => summary.ChatId);
        return [.. chats.Where(found.ContainsKey).Select(chat => found[chat])];
    }

    private static async Task<IReadOnlyList<ChatSummary>> ReadAsync(
        string sql, Shard shard, UserId user, IEnumerable<ChatId> chats, CancellationToken cancellation)
    {
        await using var command = shard.Source.CreateCommand(sql);
        command.Parameters.AddWithValue(user.Value);
        command.Parameters.AddWithValue(chats.Select(chat => chat.Value).ToArray());
        var summaries = new List<ChatSummary>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            summaries.Add(Read(reader));
        return summaries;
    }

    private static ChatSummary Read(NpgsqlDataReader reader) => new(
        new ChatId(reader.GetInt64(0)),
        ChatTypeText.Write((ChatType)reader.GetInt16(1)),
        reader.IsDBNull(2) ? null : reader.GetString(2),
        RoleText.Write((MemberRole)reader.GetInt16(3)),
        reader.GetInt32(4),
        reader.GetInt64(5),
        reader.GetInt64(6),
        reader.GetInt64(7),
        reader.GetInt64(8),
        reader.GetInt64(9),
        reader.IsDBNull(MessageColumns) ? null : MessageRow.Read(reader, MessageColumns).ToMessage());
}
