using System.Runtime.CompilerServices;
using Chat.Contracts.Ids;
using Npgsql;

namespace Chat.Messaging.Operations.Restoring;

/// <summary>
/// Raises what a restored shard must not issue a second time: every chat's seq, version and membership version. A slice of
/// chats a transaction; whatever was interrupted is run once more from the first chat on.
/// </summary>
/// <remarks>
/// To a number that follows from the time alone, not by a margin: a shard that is restored once more, from a backup of before it
/// was restored first, knows nothing of that and would issue once more what it has issued since.
/// </remarks>
/// <param name="logical">The logical shards that the map has here: rows of others are left from before they moved away.</param>
internal sealed class RaisedNumbers(NpgsqlDataSource source, long[] logical)
{
    /// <summary>Chats of a transaction; their rows are locked as long.</summary>
    private const int Slice = 1_000;

    /// <summary>More than a chat can get, since before there were any. A seq is a JSON number: there is room for 2,800 years.</summary>
    private const long ASecond = 100_000;

    private const string TakeSql =
        "SELECT chat_id FROM chat WHERE chat_id > $1 AND (chat_id & 255) = ANY($2) ORDER BY chat_id LIMIT $3 FOR NO KEY UPDATE";

    // A backup is of one moment, in which none of these can be.
    private const string BeyondTheEndSql =
        """
        SELECT count(*) FROM chat c WHERE c.chat_id = ANY($1) AND (
            EXISTS (SELECT FROM message m WHERE m.chat_id = c.chat_id AND m.seq > c.last_seq)
            OR EXISTS (SELECT FROM member m WHERE m.chat_id = c.chat_id AND (m.from_seq > c.last_seq + 1 OR m.until_seq > c.last_seq))
            OR EXISTS (SELECT FROM phantom_member m WHERE m.chat_id = c.chat_id AND (m.from_seq > c.last_seq + 1 OR m.until_seq > c.last_seq))
            OR EXISTS (SELECT FROM watermark w WHERE w.chat_id = c.chat_id AND greatest(w.delivered_seq, w.read_seq) > c.last_seq))
        """;

    private const string RaiseSql =
        """
        UPDATE chat SET last_seq = $2, version = greatest(version, $2), membership_version = greatest(membership_version, $2),
                        changed_at = greatest(changed_at, clock_timestamp())
        WHERE chat_id = ANY($1)
        """;

    /// <summary>Beyond every number that any chat has had by then.</summary>
    public static long BeyondAllOf(DateTimeOffset now) => (long)(now - IdLayout.Epoch).TotalSeconds * ASecond;

    /// <summary>The slices that have risen, each after its commit.</summary>
    public async IAsyncEnumerable<long[]> RaiseAsync(long beyond, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var through = 0L; await RaiseAsync(beyond, through, cancellation) is { Length: > 0 } chats; through = chats[^1])
            yield return chats;
    }

    private async Task<long[]> RaiseAsync(long beyond, long after, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var chats = await TakeAsync(connection, after, cancellation);
        if (chats.Length == 0)
            return chats;

        await CheckAsync(connection, chats, cancellation);
        await CheckClockAsync(connection, chats, beyond, cancellation);
        await using var raise = new NpgsqlCommand(RaiseSql, connection);
        raise.Parameters.AddWithValue(chats);
        raise.Parameters.AddWithValue(beyond);
        await raise.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return chats;
    }

    private async Task<long[]> TakeAsync(NpgsqlConnection connection, long after, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(TakeSql, connection);
        command.Parameters.AddWithValue(after);
        command.Parameters.AddWithValue(logical);
        command.Parameters.AddWithValue(Slice);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var chats = new List<long>(Slice);
        while (await reader.ReadAsync(cancellation))
            chats.Add(reader.GetInt64(0));
        return [.. chats];
    }

    private static async Task CheckAsync(NpgsqlConnection connection, long[] chats, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(BeyondTheEndSql, connection);
        command.Parameters.AddWithValue(chats);
        var wrong = (long)(await command.ExecuteScalarAsync(cancellation))!;
        if (wrong > 0)
        {
            throw new OperationRefusedException(
                $"{wrong} of the chats {chats[0]} to {chats[^1]} have messages, members or watermarks beyond their last seq: this is no database as it was at one moment. They are left as they are.");
        }
    }

    private static async Task CheckClockAsync(NpgsqlConnection connection, long[] chats, long beyond, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM chat WHERE chat_id = ANY($1) AND last_seq > $2", connection);
        command.Parameters.AddWithValue(chats);
        command.Parameters.AddWithValue(beyond);
        var further = (long)(await command.ExecuteScalarAsync(cancellation))!;
        if (further > 0)
            throw new OperationRefusedException($"{further} of the chats {chats[0]} to {chats[^1]} are beyond {beyond} already, which is the number of this moment: is the clock right here?");
    }
}
