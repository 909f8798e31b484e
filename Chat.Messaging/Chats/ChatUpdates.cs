using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Publishing;
using Chat.Messaging.Requests;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>Begins changes of chats that exist already.</summary>
public sealed class ChatUpdates(Shards shards, OutboxPublisher publisher, TimeProvider time)
{
    /// <summary>Locks the chat's row, then reads what others had committed by then.</summary>
    /// <exception cref="ChatException"><c>chat-not-found</c> for who is not a member; <c>not-a-group</c> for a direct chat;
    /// <c>unavailable</c> when the lock was not to be had in time.</exception>
    public async Task<ChatUpdate> BeginAsync(ChatId chat, UserId caller, CancellationToken cancellation)
    {
        var shard = shards.Of(chat);
        var connection = await shard.Source.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            var row = await LockAsync(connection, chat, cancellation) ?? throw Missing.Chat();
            var role = await ChatMembers.RoleAsync(connection, chat, caller, cancellation) ?? throw Missing.Chat();
            if (row.Type == ChatType.Direct)
                throw new ChatException(ErrorCodes.NotAGroup, "A direct chat has its two members and no title.");
            return new ChatUpdate(publisher, time, shard, transaction, chat, caller, role, row);
        }
        catch
        {
            // Ends the transaction with it.
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<ChatRow?> LockAsync(NpgsqlConnection connection, ChatId chat, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT type, title, member_count, last_seq, membership_version, version FROM chat WHERE chat_id = $1 FOR NO KEY UPDATE", connection);
        command.Parameters.AddWithValue(chat.Value);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            return await reader.ReadAsync(cancellation)
                ? new ChatRow(
                    (ChatType)reader.GetInt16(0),
                    reader.IsDBNull(1) ? null : reader.GetString(1),
                    reader.GetInt32(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4),
                    reader.GetInt64(5))
                : null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw ChatException.Unavailable("The chat is being changed by too many at once.", exception);
        }
    }
}
