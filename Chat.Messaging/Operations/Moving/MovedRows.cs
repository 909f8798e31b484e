using Npgsql;

namespace Chat.Messaging.Operations.Moving;

/// <summary>Deletes the rows of a move from one side, a slice of chats a transaction.</summary>
internal sealed class MovedRows(Move move)
{
    private const int Slice = 200;

    /// <summary>Chats that are asked for at once.</summary>
    private const int Compared = 5_000;

    private const string CoveredSql =
        """
        SELECT count(*) FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS there (chat_id, last_seq, version, membership_version)
        JOIN chat here USING (chat_id)
        WHERE here.last_seq >= there.last_seq AND here.version >= there.version AND here.membership_version >= there.membership_version
        """;

    private const string MessagesSql =
        """
        SELECT asked.chat_id, (SELECT count(*) FROM message m WHERE m.chat_id = asked.chat_id AND m.seq <= asked.last_seq),
            (SELECT count(*) FROM receipt r WHERE r.chat_id = asked.chat_id),
            EXISTS (SELECT FROM chat c WHERE c.chat_id = asked.chat_id AND c.last_seq >= asked.last_seq)
        FROM unnest($1::bigint[], $2::bigint[]) AS asked (chat_id, last_seq) ORDER BY asked.chat_id
        """;

    /// <summary>Nothing that the target does not have.</summary>
    /// <returns>How many chats.</returns>
    public async Task<long> DeleteFromSourceAsync(CancellationToken cancellation)
    {
        var deleted = 0L;
        while (await TakeAsync(move.From.Source, cancellation) is { Count: > 0 } chats)
        {
            await CheckAsync(chats, cancellation);
            await DeleteAsync(move.From.Source, chats, cancellation);
            deleted += chats.Count;
        }

        // By itself: its key begins with the medium, so that each slice would read all of it.
        await Sql.RunAsync(move.From.Source, $"DELETE FROM media_message WHERE {move.Filter()}", cancellation);
        return deleted;
    }

    /// <summary>What <see cref="OnlyOnTargetAsync"/> counts goes too.</summary>
    /// <returns>How many chats.</returns>
    public async Task<long> DeleteFromTargetAsync(CancellationToken cancellation)
    {
        var deleted = await Sql.ReadAsync<long>(move.To.Source, $"SELECT count(*) FROM chat WHERE {move.Filter()}", cancellation);
        foreach (var table in MovedTables.All)
            await Sql.RunAsync(move.To.Source, $"DELETE FROM {table} WHERE {move.Filter()}", cancellation);
        return deleted;
    }

    /// <summary>Chats of which the target has something that the source has not: it is no copy.</summary>
    public async Task<long> OnlyOnTargetAsync(CancellationToken cancellation)
    {
        var (more, after) = (0L, 0L);
        while (await PlacesAsync(after, cancellation) is { Ids.Length: > 0 } there)
        {
            await using var command = move.From.Source.CreateCommand(CoveredSql);
            command.Parameters.AddWithValue(there.Ids);
            command.Parameters.AddWithValue(there.LastSeqs);
            command.Parameters.AddWithValue(there.Versions);
            command.Parameters.AddWithValue(there.MembershipVersions);
            more += there.Ids.Length - (long)(await command.ExecuteScalarAsync(cancellation))!;
            after = there.Ids[^1];
        }

        return more;
    }

    private async Task<(long[] Ids, long[] LastSeqs, long[] Versions, long[] MembershipVersions)> PlacesAsync(long after, CancellationToken cancellation)
    {
        await using var command = move.To.Source.CreateCommand(
            $"SELECT chat_id, last_seq, version, membership_version FROM chat WHERE {move.Filter()} AND chat_id > $1 ORDER BY chat_id LIMIT {Compared}");
        command.Parameters.AddWithValue(after);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<(long Id, long LastSeq, long Version, long MembershipVersion)>();
        while (await reader.ReadAsync(cancellation))
            rows.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)));
        return ([.. rows.Select(row => row.Id)], [.. rows.Select(row => row.LastSeq)], [.. rows.Select(row => row.Version)], [.. rows.Select(row => row.MembershipVersion)]);
    }

    private async Task<Dictionary<long, long>> TakeAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand($"SELECT chat_id, last_seq FROM chat WHERE {move.Filter()} ORDER BY chat_id LIMIT {Slice}");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var chats = new Dictionary<long, long>();
        while (await reader.ReadAsync(cancellation))
            chats[reader.GetInt64(0)] = reader.GetInt64(1);
        return chats;
    }

    private async Task CheckAsync(Dictionary<long, long> chats, CancellationToken cancellation)
    {
        var from = await CountAsync(move.From.Source, chats, cancellation);
        var to = await CountAsync(move.To.Source, chats, cancellation);
        for (var i = 0; i < from.Count; i++)
        {
            if (!to[i].IsThere || to[i].Messages < from[i].Messages || to[i].Receipts < from[i].Receipts)
            {
                throw new OperationRefusedException(
                    $"The chat {from[i].Chat} has {from[i].Messages} messages and {from[i].Receipts} receipts on {move.From}, {(to[i].IsThere ? $"and {to[i].Messages} and {to[i].Receipts}" : "and is not, or not all of it,")} on {move.To}. Nothing more is deleted.");
            }
        }
    }

    private static async Task<List<(long Chat, long Messages, long Receipts, bool IsThere)>> CountAsync(
        NpgsqlDataSource source, Dictionary<long, long> chats, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(MessagesSql);
        command.Parameters.AddWithValue(chats.Keys.ToArray());
        command.Parameters.AddWithValue(chats.Values.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var counts = new List<(long, long, long, bool)>();
        while (await reader.ReadAsync(cancellation))
            counts.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetBoolean(3)));
        return counts;
    }

    private static async Task DeleteAsync(NpgsqlDataSource source, Dictionary<long, long> chats, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        foreach (var table in MovedTables.All.Where(table => table != "media_message"))
        {
            await using var command = new NpgsqlCommand($"DELETE FROM {table} WHERE chat_id = ANY($1)", connection);
            command.Parameters.AddWithValue(chats.Keys.ToArray());
            await command.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }
}
