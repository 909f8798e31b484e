using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Chats;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;

namespace Chat.Messaging.History;

/// <summary>Up to where each member has received and read, as the caller is shown it.</summary>
public static class ListWatermarks
{
    private const string Sql =
        $"""
        SELECT m.user_id,
            CASE WHEN m.user_id = $4 THEN coalesce(w.delivered_seq, 0)
                 ELSE coalesce(greatest(coalesce(w.shown_delivered_seq, w.delivered_seq), coalesce(w.shown_read_seq, w.read_seq)), 0) END,
            CASE WHEN m.user_id = $4 THEN coalesce(w.read_seq, 0) ELSE coalesce(w.shown_read_seq, w.read_seq, 0) END
        FROM {ShownMembers.Table} AS m LEFT JOIN watermark w ON w.chat_id = m.chat_id AND w.user_id = m.user_id
        WHERE m.chat_id = $1 AND m.user_id > $2 AND m.until_seq IS NULL
        ORDER BY m.user_id LIMIT $3
        """;

    public static Task<IReadOnlyList<MemberWatermarks>> HandleAsync(
        string chatId, string? after, string? limit, ActiveCaller caller, MembersPage page, CancellationToken cancellation) =>
        page.ReadAsync(
            PathIds.Chat(chatId), caller.User, after, limit, Sql,
            reader => new MemberWatermarks(new UserId(reader.GetInt64(0)), reader.GetInt64(1), reader.GetInt64(2)), cancellation, caller.User.Value);
}
