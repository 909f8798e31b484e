using Chat.ServiceDefaults.Storage;
using Npgsql;

namespace Chat.Messaging.Operations;

/// <summary>
/// A database that the service is kept away from. A replica that runs is connected at any time (it sweeps the outbox) and is
/// found by its connections; one that starts waits, before it listens, for the lock of the migrations, which is held here.
/// </summary>
internal sealed class QuietDatabase : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private QuietDatabase(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <param name="force">Go on though the service is connected.</param>
    /// <exception cref="OperationRefusedException">The service is connected.</exception>
    public static async Task<QuietDatabase> HoldAsync(NpgsqlDataSource source, string name, bool force, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        var quiet = new QuietDatabase(connection, await connection.BeginTransactionAsync(cancellation));
        try
        {
            await using (var hold = new NpgsqlCommand($"{Migrations.TakeLock}; SET LOCAL idle_in_transaction_session_timeout = 0", connection))
                await hold.ExecuteNonQueryAsync(cancellation);
            var served = await ServiceConnectionsAsync(connection, cancellation);
            return served == 0 || force
                ? quiet
                : throw new OperationRefusedException(
                    $"{name} is in use: Chat.Messaging has {served} connections to it. Stop it, or have it use another database, and run this again. " +
                    "(--force goes on all the same.)");
        }
        catch
        {
            await quiet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Nobody has been let in since: the connection that holds the lock is the same.</summary>
    /// <exception cref="NpgsqlException">It was lost, and the lock with it.</exception>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT 1", _connection);
        await command.ExecuteScalarAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<long> ServiceConnectionsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'chat-messaging%'", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
