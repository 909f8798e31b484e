using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Publishing;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>
/// One direct chat a pair. The pair takes its chat's id in the directory first, where it is unique; whoever finds the id
/// makes the chat on its shard if it is missing (two at once, or a process that died in between).
/// </summary>
public sealed class DirectChats(Shards shards, NewChat chats, DirectoryFollower directory, IdGenerator ids)
{
    public async Task<(ChatId Chat, bool Created)> OpenAsync(UserId caller, UserId other, CancellationToken cancellation)
    {
        var (low, high) = caller.Value < other.Value ? (caller, other) : (other, caller);
        while (true)
        {
            var chat = await TakeIdAsync(low, high, ids.Next<ChatId>(), cancellation);
            if (await chats.TryCreateDirectAsync(chat, caller, other, cancellation))
                return (chat, true);

            if (await IsOfPairAsync(chat, low, high, cancellation))
            {
                // Who made it may not have come that far yet; the caller's next list has to show the chat.
                await directory.ApplyAsync(chats.Created(chat, caller, [other]), cancellation);
                return (chat, false);
            }

            // Another chat has this id: two processes issued it at once. The pair takes a new one.
            await GiveIdUpAsync(low, high, chat, cancellation);
        }
    }

    private async Task<ChatId> TakeIdAsync(UserId low, UserId high, ChatId proposed, CancellationToken cancellation)
    {
        await using var batch = shards.Directory.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "INSERT INTO direct_chat (low_user_id, high_user_id, chat_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        {
            Parameters = { Number(low.Value), Number(high.Value), Number(proposed.Value) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT chat_id FROM direct_chat WHERE low_user_id = $1 AND high_user_id = $2")
        {
            Parameters = { Number(low.Value), Number(high.Value) },
        });
        return new ChatId((long)(await batch.ExecuteScalarAsync(cancellation))!);
    }

    private async Task<bool> IsOfPairAsync(ChatId chat, UserId low, UserId high, CancellationToken cancellation)
    {
        await using var command = shards.Of(chat).Source.CreateCommand(
            """
            SELECT c.type = $4 AND (SELECT count(*) FROM member m WHERE m.chat_id = $1 AND m.user_id IN ($2, $3)) = 2
            FROM chat c WHERE c.chat_id = $1
            """);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue(low.Value);
        command.Parameters.AddWithValue(high.Value);
        command.Parameters.AddWithValue((short)ChatType.Direct);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task GiveIdUpAsync(UserId low, UserId high, ChatId chat, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(
            "DELETE FROM direct_chat WHERE low_user_id = $1 AND high_user_id = $2 AND chat_id = $3");
        command.Parameters.AddWithValue(low.Value);
        command.Parameters.AddWithValue(high.Value);
        command.Parameters.AddWithValue(chat.Value);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter<long> Number(long value) => new() { TypedValue = value };
}
