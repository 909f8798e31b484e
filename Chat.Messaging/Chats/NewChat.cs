using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Blocks;
using Chat.Messaging.Publishing;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Chats;

/// <summary>Makes a chat on its shard: the row, its members and the event in one transaction.</summary>
public sealed class NewChat(Shards shards, OutboxPublisher publisher, DirectBlocks blocks, TimeProvider time)
{
    private const string ChatSql =
        """
        INSERT INTO chat (chat_id, type, title, member_count, created_at, active_at, changed_at)
        VALUES ($1, $2, $3, $4, now(), now(), now()) ON CONFLICT DO NOTHING
        """;

    /// <summary>A group or channel. False if there is a chat with this id already; then nothing has changed.</summary>
    /// <param name="phantoms">Those of the others who have blocked the owner.</param>
    public Task<bool> TryCreateAsync(
        ChatId chat, ChatType type, string? title, UserId owner, IReadOnlyCollection<UserId> others, IReadOnlySet<UserId> phantoms,
        CancellationToken cancellation)
    {
        UserId[] members = [.. others.Where(user => !phantoms.Contains(user))];
        var created = Created(chat, owner, members);
        created.Events[0].Membership.PhantomsAdded.Add(phantoms.Select(user => user.Value));
        return TryCreateAsync(chat, created, async connection =>
        {
            if (!await InsertAsync(connection, chat, type, title, others.Count + 1, cancellation))
                return false;

            await ChatMembers.AddAsync(connection, chat, [owner.Value], 1, MemberRole.Owner, cancellation);
            await ChatMembers.AddAsync(connection, chat, [.. members.Select(user => user.Value)], 1, MemberRole.Member, cancellation);
            await Phantoms.AddAsync(connection, chat, [.. phantoms.Select(user => user.Value)], 1, MemberRole.Member, cancellation);
            return true;
        }, cancellation);
    }

    /// <summary>The direct chat of the two. False if there is a chat with this id already; then nothing has changed.</summary>
    public Task<bool> TryCreateDirectAsync(ChatId chat, UserId opener, UserId other, CancellationToken cancellation)
    {
        var created = Created(chat, opener, [other]);
        return TryCreateAsync(chat, created, async connection =>
        {
            await blocks.LockAsync(connection, chat, cancellation);
            if (!await InsertAsync(connection, chat, ChatType.Direct, title: null, 2, cancellation))
                return false;

            await ChatMembers.AddAsync(connection, chat, [opener.Value], 1, MemberRole.Owner, cancellation);
            await ChatMembers.AddAsync(connection, chat, [other.Value], 1, MemberRole.Member, cancellation);
            if ((await blocks.WriteAsync(connection, chat, opener, other, cancellation)).Contains(other))
                created.Events[0].WithheldFrom = other.Value;
            return true;
        }, cancellation);
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

    /// <param name="create">False: there is a chat with this id already.</param>
    private async Task<bool> TryCreateAsync(
        ChatId chat, EventBatch created, Func<NpgsqlConnection, Task<bool>> create, CancellationToken cancellation)
    {
        var shard = shards.Of(chat);
        long outboxId;
        await using (var connection = await shard.Source.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            if (!await create(connection))
                return false;

            outboxId = await OutboxRows.InsertAsync(connection, created, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        // It has happened: who asked going away does not stop what follows from it.
        await publisher.PublishAsync(shard, outboxId, created, CancellationToken.None);
        return true;
    }

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
