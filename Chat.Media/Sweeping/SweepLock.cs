using Npgsql;

namespace Chat.Media.Sweeping;

/// <summary>One replica sweeps at a time: an advisory lock for the length of a transaction, which does nothing else, so that it ends
/// with the process. Nothing depends on it; two sweeps would only do the same work.</summary>
internal sealed class SweepLock : IAsyncDisposable
{
    // Any number that nobody else uses.
    private const string Take = "SELECT pg_try_advisory_xact_lock(7254032)";

    private readonly NpgsqlConnection _connection;

    private SweepLock(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Null if another replica has it.</summary>
    public static async Task<SweepLock?> TryTakeAsync(NpgsqlDataSource directory, CancellationToken cancellation)
    {
        var connection = await directory.OpenConnectionAsync(cancellation);
        try
        {
            await connection.BeginTransactionAsync(cancellation);
            await using var command = new NpgsqlCommand(Take, connection);
            if (await command.ExecuteScalarAsync(cancellation) is true)
                return new SweepLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>The end of the connection rolls the transaction back.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
