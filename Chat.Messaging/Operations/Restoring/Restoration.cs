using System.Globalization;
using Npgsql;

namespace Chat.Messaging.Operations.Restoring;

/// <summary>A run of <c>restored</c> on a shard, as the shard's table <c>restoration</c> has it.</summary>
/// <param name="DoneThrough">Chats up to this id have risen; 0: none.</param>
internal sealed record Restoration(long Id, long RaisedBy, long DoneThrough)
{
    private const string LastSql =
        "SELECT restoration_id, raised_by, done_through, ended_at FROM restoration ORDER BY restoration_id DESC LIMIT 1";

    /// <param name="by">Null: the default, or what the interrupted run has begun with.</param>
    /// <param name="again">The database was restored anew: from the first chat on, whatever the table says.</param>
    /// <exception cref="OperationRefusedException">It was done already, or begun with another number.</exception>
    public static async Task<Restoration> BeginAsync(NpgsqlDataSource source, long? by, long fallback, bool again, CancellationToken cancellation)
    {
        var last = again ? null : await LastAsync(source, cancellation);
        if (last is not var (run, endedAt))
            return await InsertAsync(source, by ?? fallback, cancellation);
        if (endedAt is { } at)
        {
            throw new OperationRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"This database's numbers were raised by {run.RaisedBy}, which ended at {at:yyyy-MM-dd HH:mm:ss} UTC. If it has been restored anew since, run this with --again."));
        }

        return by is null || by == run.RaisedBy
            ? run
            : throw new OperationRefusedException($"An interrupted run has begun to raise this database's numbers by {run.RaisedBy}. Go on without --by, or begin anew with --again.");
    }

    public async Task EndAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("UPDATE restoration SET ended_at = clock_timestamp() WHERE restoration_id = $1");
        command.Parameters.AddWithValue(Id);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<(Restoration Run, DateTime? EndedAt)?> LastAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(LastSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? (new Restoration(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)), reader.IsDBNull(3) ? null : reader.GetDateTime(3))
            : null;
    }

    private static async Task<Restoration> InsertAsync(NpgsqlDataSource source, long by, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("INSERT INTO restoration (raised_by) VALUES ($1) RETURNING restoration_id");
        command.Parameters.AddWithValue(by);
        return new Restoration((long)(await command.ExecuteScalarAsync(cancellation))!, by, DoneThrough: 0);
    }
}
