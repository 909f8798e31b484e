using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;

namespace Chat.Messaging.Chats;

public static class ListMembers
{
    private const string Sql =
        $"SELECT user_id, role FROM {ShownMembers.Table} AS m WHERE chat_id = $1 AND user_id > $2 AND until_seq IS NULL ORDER BY user_id LIMIT $3";

    public static Task<IReadOnlyList<Member>> HandleAsync(
        string chatId, string? after, string? limit, ActiveCaller caller, MembersPage page, CancellationToken cancellation) =>
        page.ReadAsync(
            PathIds.Chat(chatId), caller.User, after, limit, Sql,
            reader => new Member(new UserId(reader.GetInt64(0)), RoleText.Write((MemberRole)reader.GetInt16(1))), cancellation);
}
