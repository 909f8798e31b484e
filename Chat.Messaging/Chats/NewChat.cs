using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Publishing;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>Makes a chat on its shard: the row, its members and the event in one transaction.</summary>
public sealed class NewChat(Shards shards, OutboxPublisher publisher, TimeProvider time)
{
    private const string ChatSql =
        """
        INSERT INTO chat (chat_id, type, title, member_count, created_at, active_at, changed_at)
        VALUES ($1, $2, $3, $4, now(), now(), now()) ON CONFLICT DO NOTHING
        """;

    /// <summary>False if there is a chat with this id already; then nothing has changed.</summary>
    public async Task<bool> TryCreateAsync(
        ChatId chat, ChatType type, string? title, UserId owner, IReadOnlyCollection<UserId> others, CancellationToken cancellation)
    {
        var shard = shards.Of(chat);
        long outboxId;
        var events = Created(chat, owner, others);
        await using (var connection = await shard.Source.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (!await InsertAsync(connection, chat, type, title, others.Count + 1, cancellation))
                return false;

            await ChatMembers.AddAsync(connection, chat, [owner.Value], 1, MemberRole.Owner, cancellation);
            await ChatMembers.AddAsync(connection, chat, [.. others.Select(user => user.Value)], 1, MemberRole.Member, cancellation);
            outboxId = await OutboxRows.InsertAsync(connection, events, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        // It has happened: who asked going away does not stop what follows from it.
        await publisher.PublishAsync(shard, outboxId, events, CancellationToken.None);
        return true;
    }

    /// <summary>The event of a chat's creation: versions and seqs begin with 1.</summary>
    public EventBatch Created(ChatId chat, UserId owner, IEnumerable<UserId> others) => new()
    {
        Events =
        {
            new Event
            {
                ChatId = chat.Value,
                MembershipVersion = 1,
                AcceptedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
                Membership = new MembershipChanged
                {
                    Change = ChatChange.Created,
                    Version = 1,
                    Added = { others.Prepend(owner).Select(user => new MemberSeqs { UserId = user.Value, FromSeq = 1, FirstSeq = 1 }) },
                },
            },
        },
    };

    private static async Task<bool> InsertAsync(
        NpgsqlConnection connection, ChatId chat, ChatType type, string? title, int members, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ChatSql, connection);
        command.Parameters.AddWithValue(chat.Value);
        command.Parameters.AddWithValue((short)type);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = title });
        command.Parameters.AddWithValue(members);
        return await command.ExecuteNonQueryAsync(cancellation) == 1;
    }
}
