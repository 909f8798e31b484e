using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Messaging.Chats;
using Chat.ServiceDefaults.Authentication;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.History;

/// <summary>Messages of the caller's own times in the chat, in seq order: those before or after a seq, or the newest.</summary>
public static class ListMessages
{
    public static async Task<IReadOnlyList<Message>> HandleAsync(
        string chatId, string? before, string? after, string? limit, ActiveCaller caller, Shards shards, CancellationToken cancellation)
    {
        var chat = PathIds.Chat(chatId);
        if (before is not null && after is not null)
            throw ChatException.BadRequest("before and after exclude each other.");
        var below = Paging.Seq("before", before) ?? long.MaxValue;
        var above = Paging.Seq("after", after) ?? 0;
        var size = Paging.Limit(limit, Limits.DefaultMessagesPage, Limits.MaxMessagesPage);

        await using var connection = await shards.Of(chat).Source.OpenConnectionAsync(cancellation);
        if (await ChatMembers.RoleAsync(connection, chat, caller.User, cancellation) is null)
            throw Missing.Chat();
        var page = await ReadAsync(connection, chat, caller.User, above, below, size, newestFirst: after is null, cancellation);
        if (after is null)
            page.Reverse();
        return page;
    }

    private static async Task<List<Message>> ReadAsync(
        NpgsqlConnection connection, ChatId chat, UserId user, long above, long below, int size, bool newestFirst, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Sql(newestFirst ? "DESC" : "ASC"), connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(user.Value);
        command.Parameters.AddWithValue(above);
        command.Parameters.AddWithValue(below);
        command.Parameters.AddWithValue(size);
        var messages = new List<Message>(size);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            messages.Add(MessageRow.Read(reader).ToMessage());
        return messages;
    }

    // The limit within each interval keeps a long one from being read whole.
    private static string Sql(string order) =>
        $"""
        SELECT m.*
        FROM member i
        CROSS JOIN LATERAL (
            SELECT {MessageRow.Columns} FROM message m
            WHERE m.chat_id = i.chat_id AND m.seq >= i.from_seq AND m.seq <= coalesce(i.until_seq, {long.MaxValue})
                AND m.seq > $3 AND m.seq < $4 AND m.withheld_from IS DISTINCT FROM i.user_id
            ORDER BY m.seq {order} LIMIT $5) AS m
        WHERE i.chat_id = $1 AND i.user_id = $2
        ORDER BY m.seq {order} LIMIT $5
        """;
}
