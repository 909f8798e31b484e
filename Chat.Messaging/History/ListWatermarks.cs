using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Chats;
using Chat.Messaging.Devices;
using Chat.Messaging.Requests;

namespace Chat.Messaging.History;

/// <summary>Up to where each member has received and read.</summary>
public static class ListWatermarks
{
    private const string Sql =
        """
        SELECT m.user_id, coalesce(w.delivered_seq, 0), coalesce(w.read_seq, 0)
        FROM member m LEFT JOIN watermark w ON w.chat_id = m.chat_id AND w.user_id = m.user_id
        WHERE m.chat_id = $1 AND m.user_id > $2 AND m.until_seq IS NULL
        ORDER BY m.user_id LIMIT $3
        """;

    public static Task<IReadOnlyList<MemberWatermarks>> HandleAsync(
        string chatId, string? after, string? limit, ActiveCaller caller, MembersPage page, CancellationToken cancellation) =>
        page.ReadAsync(
            PathIds.Chat(chatId), caller.User, after, limit, Sql,
            reader => new MemberWatermarks(new UserId(reader.GetInt64(0)), reader.GetInt64(1), reader.GetInt64(2)), cancellation);
}
