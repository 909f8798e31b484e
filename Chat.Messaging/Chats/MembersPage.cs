using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>A page of what there is one of for each present member, in the order of user ids.</summary>
public sealed class MembersPage(Shards shards)
{
    /// <param name="sql">Parameters: $1 the chat, $2 the user after whom the page begins, $3 its size; further ones from
    /// <paramref name="more"/>.</param>
    /// <exception cref="Contracts.Errors.ChatException"><c>chat-not-found</c> if the caller is not a member.</exception>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(
        ChatId chat, UserId caller, string? after, string? limit, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params long[] more)
    {
        var size = Paging.Limit(limit, Limits.MaxMembersPage, Limits.MaxMembersPage);
        var from = Paging.After<UserId>(after);

        await using var connection = await shards.Of(chat).Source.OpenConnectionAsync(cancellation);
        if (await ChatMembers.RoleAsync(connection, chat, caller, cancellation) is null)
            throw Missing.Chat();

        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(from?.Value ?? 0);
        command.Parameters.AddWithValue(size);
        foreach (var value in more)
            command.Parameters.AddWithValue(value);
        var page = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            page.Add(read(reader));
        return page;
    }
}
