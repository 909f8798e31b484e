using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Blocks;

/// <summary>A pair whose block came or went.</summary>
/// <param name="Id">Of the last change.</param>
public sealed record BlockChange(UserId User, UserId Blocked, Guid Id);

/// <summary>
/// Makes and unmakes blocks: first the row of the directory, then the pair's direct chat on its shard. What a process that
/// dies in between, or a shard that is away, leaves behind stands in <c>block_change</c> and is swept
/// (<see cref="BlockSweeper"/>).
/// </summary>
public sealed class BlockChanges(Shards shards, DirectBlocks directs)
{
    private const string BlockSql =
        "INSERT INTO block (user_id, blocked_user_id, blocked_at) VALUES ($1, $2, clock_timestamp()) ON CONFLICT DO NOTHING";

    private const string UnblockSql = "DELETE FROM block WHERE user_id = $1 AND blocked_user_id = $2";

    private const string NoteSql =
        """
        INSERT INTO block_change (user_id, blocked_user_id) VALUES ($1, $2)
        ON CONFLICT (user_id, blocked_user_id) DO UPDATE SET change_id = excluded.change_id, changed_at = excluded.changed_at
        RETURNING change_id
        """;

    // Those that are taken go to the back: they are nobody else's for as long, and what cannot be applied holds up nothing.
    private const string TakeSql =
        """
        WITH oldest AS MATERIALIZED (
            SELECT user_id, blocked_user_id FROM block_change WHERE changed_at < clock_timestamp() - make_interval(secs => $1)
            ORDER BY changed_at LIMIT $2 FOR UPDATE SKIP LOCKED)
        UPDATE block_change c SET changed_at = clock_timestamp()
        FROM oldest WHERE c.user_id = oldest.user_id AND c.blocked_user_id = oldest.blocked_user_id
        RETURNING c.user_id, c.blocked_user_id, c.change_id
        """;

    public Task<BlockChange> BlockAsync(UserId user, UserId blocked, CancellationToken cancellation) =>
        RecordAsync(BlockSql, user, blocked, cancellation);

    public Task<BlockChange> UnblockAsync(UserId user, UserId blocked, CancellationToken cancellation) =>
        RecordAsync(UnblockSql, user, blocked, cancellation);

    /// <summary>When it returns, the direct chat goes by what the directory says, whether it is there yet or not. Any number
    /// of times, by anyone.</summary>
    public async Task ApplyAsync(BlockChange change, CancellationToken cancellation)
    {
        if (await DirectChatAsync(change, cancellation) is { } chat)
            await ApplyAsync(change, chat, cancellation);

        // A later change of the pair has another id, and its own row.
        await using var done = shards.Directory.CreateCommand(
            "DELETE FROM block_change WHERE user_id = $1 AND blocked_user_id = $2 AND change_id = $3");
        done.Parameters.Add(Number(change.User));
        done.Parameters.Add(Number(change.Blocked));
        done.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = change.Id });
        await done.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Takes changes that have waited for longer than <paramref name="age"/>.</summary>
    public async Task<IReadOnlyList<BlockChange>> TakeAsync(TimeSpan age, int limit, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(TakeSql);
        command.Parameters.Add(new NpgsqlParameter<double> { TypedValue = age.TotalSeconds });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var changes = new List<BlockChange>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            changes.Add(new BlockChange(new UserId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)), reader.GetGuid(2)));
        return changes;
    }

    private async Task<BlockChange> RecordAsync(string sql, UserId user, UserId blocked, CancellationToken cancellation)
    {
        // One implicit transaction.
        await using var batch = shards.Directory.CreateBatch();
        foreach (var statement in (string[])[sql, NoteSql])
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement) { Parameters = { Number(user), Number(blocked) } });
        return new BlockChange(user, blocked, (Guid)(await batch.ExecuteScalarAsync(cancellation))!);
    }

    private async Task<ChatId?> DirectChatAsync(BlockChange change, CancellationToken cancellation)
    {
        await using var command = shards.Directory.CreateCommand(
            "SELECT chat_id FROM direct_chat WHERE low_user_id = least($1, $2) AND high_user_id = greatest($1, $2)");
        command.Parameters.Add(Number(change.User));
        command.Parameters.Add(Number(change.Blocked));
        return await command.ExecuteScalarAsync(cancellation) is long chat ? new ChatId(chat) : null;
    }

    private async Task ApplyAsync(BlockChange change, ChatId chat, CancellationToken cancellation)
    {
        await using var connection = await shards.Of(chat).Source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await directs.LockAsync(connection, chat, cancellation);
        // Locks it too. By the version Delivery knows that the members which it holds are not those of now.
        await using (var row = new NpgsqlCommand(
            "UPDATE chat SET membership_version = membership_version + 1 WHERE chat_id = $1 AND type = $2", connection))
        {
            row.Parameters.AddWithValue(chat.Value);
            row.Parameters.AddWithValue((short)ChatType.Direct);
            await row.ExecuteNonQueryAsync(cancellation);
        }

        await directs.WriteAsync(connection, chat, change.User, change.Blocked, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static NpgsqlParameter<long> Number(UserId user) => new() { TypedValue = user.Value };
}
