using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Npgsql;

namespace Chat.Messaging.Blocks;

/// <summary>
/// Brings the blocks between the two of a direct chat from the directory to their rows of <c>member</c>.
/// </summary>
/// <remarks>
/// Lock order: <see cref="LockAsync"/>, then the chat's row. Both sides hold the former while they read the directory, the
/// creation of the chat and a change of the blocks: whichever comes last has read what the other had committed, also while
/// the chat is not there yet. Hence the rows of a chat are never behind a change that was answered.
/// </remarks>
public sealed class DirectBlocks(BlockList blocks)
{
    // Nothing happens to a chat that has this id by accident and is another one.
    private const string Sql =
        """
        UPDATE member m SET blocked_by = state.blocked_by, blocks = state.blocks
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS state (user_id, blocked_by, blocks)
        WHERE m.chat_id = $1 AND m.user_id = state.user_id
            AND (SELECT type FROM chat WHERE chat_id = $1) = $5
            AND (SELECT count(*) FROM member o WHERE o.chat_id = $1 AND o.user_id = ANY($2)) = 2
        """;

    /// <summary>Held to the end of the transaction. Its number is the chat's id.</summary>
    public async Task LockAsync(NpgsqlConnection connection, ChatId chat, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection);
        command.Parameters.AddWithValue(chat.Value);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Within a transaction that holds <see cref="LockAsync"/>, and the chat's row if there is one.</summary>
    /// <returns>Those of the two who have blocked the other.</returns>
    public async Task<IReadOnlySet<UserId>> WriteAsync(
        NpgsqlConnection connection, ChatId chat, UserId one, UserId other, CancellationToken cancellation)
    {
        var blockers = await blocks.BetweenAsync(one, other, cancellation);
        long? ofOne = blockers.Contains(one) ? other.Value : null;
        long? ofOther = blockers.Contains(other) ? one.Value : null;
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = chat.Value },
                new NpgsqlParameter<long[]> { TypedValue = [one.Value, other.Value] },
                new NpgsqlParameter<long?[]> { TypedValue = [ofOther is null ? null : other.Value, ofOne is null ? null : one.Value] },
                new NpgsqlParameter<long?[]> { TypedValue = [ofOne, ofOther] },
                new NpgsqlParameter<short> { TypedValue = (short)ChatType.Direct },
            },
        };
        await command.ExecuteNonQueryAsync(cancellation);
        return blockers;
    }
}
