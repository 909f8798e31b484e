using Npgsql;

namespace Chat.Media.Sweeping;

/// <summary>One replica sweeps at a time: an advisory lock for the length of a transaction, which does nothing else, so that it ends
/// with the process. Nothing depends on it; two sweeps would only do the same work.</summary>
internal sealed class SweepLock : IAsyncDisposable
{
    // Any number that nobody else uses.
    private const string Take = "SELECT pg_try_advisory_xact_lock(7254032)";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private SweepLock(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Null if another replica has it.</summary>
    public static async Task<SweepLock?> TryTakeAsync(NpgsqlDataSource directory, CancellationToken cancellation)
    {
        var connection = await directory.OpenConnectionAsync(cancellation);
        var held = new SweepLock(connection, await connection.BeginTransactionAsync(cancellation));
        await using var command = new NpgsqlCommand(Take, connection);
        if (await command.ExecuteScalarAsync(cancellation) is true)
            return held;

        await held.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
