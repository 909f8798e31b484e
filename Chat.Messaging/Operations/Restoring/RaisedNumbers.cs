using System.Runtime.CompilerServices;
using Npgsql;

namespace Chat.Messaging.Operations.Restoring;

/// <summary>
/// Raises what a restored shard must not issue a second time: every chat's seq, version and membership version. A slice of
/// chats a transaction, which also notes how far the run is: each chat rises once, however often the run is interrupted.
/// </summary>
/// <param name="logical">The logical shards that the map has here: rows of others are left from before they moved away.</param>
internal sealed class RaisedNumbers(NpgsqlDataSource source, long[] logical)
{
    /// <summary>Chats of a transaction; their rows are locked as long.</summary>
    private const int Slice = 1_000;

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
        UPDATE chat SET last_seq = last_seq + $2, version = version + $2, membership_version = membership_version + $2,
                        changed_at = greatest(changed_at, clock_timestamp())
        WHERE chat_id = ANY($1)
        """;

    private const string NoteSql = "UPDATE restoration SET done_through = $2 WHERE restoration_id = $1";

    /// <summary>The slices that have risen, each after its commit.</summary>
    public async IAsyncEnumerable<long[]> RaiseAsync(
        Restoration run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var through = run.DoneThrough; await RaiseAsync(run, through, cancellation) is { Length: > 0 } chats; through = chats[^1])
            yield return chats;
    }

    private async Task<long[]> RaiseAsync(Restoration run, long after, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var chats = await TakeAsync(connection, after, cancellation);
        if (chats.Length == 0)
            return chats;

        await CheckAsync(connection, chats, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(RaiseSql) { Parameters = { new() { Value = chats }, new() { Value = run.RaisedBy } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(NoteSql) { Parameters = { new() { Value = run.Id }, new() { Value = chats[^1] } } });
        await batch.ExecuteNonQueryAsync(cancellation);
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
}
