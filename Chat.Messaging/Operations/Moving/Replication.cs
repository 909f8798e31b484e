using System.Globalization;
using Npgsql;

namespace Chat.Messaging.Operations.Moving;

/// <summary>The logical replication of a move: two publications and a slot on the source, a subscription on the target.</summary>
/// <param name="login">As whom the target connects to the source; null: as the operator does, without a password.</param>
internal sealed class Replication(Move move, ReplicationLogin? login = null)
{
    private const int Attempts = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlDataSource _from = move.From.Source;
    private readonly NpgsqlDataSource _to = move.To.Source;

    public async Task<bool> ExistsAsync(CancellationToken cancellation) =>
        await Sql.ReadAsync<long>(_to, $"SELECT count(*) FROM pg_subscription WHERE subname = '{move.Name}'", cancellation) > 0;

    public async Task BeginAsync(CancellationToken cancellation)
    {
        await PublishAsync(move.Name, MovedTables.Changing, "publish = 'insert, update, delete'", cancellation);
        // Without a primary key a change could not be published; there are none.
        await PublishAsync($"{move.Name}_growing", MovedTables.Growing, "publish = 'insert', publish_via_partition_root = true", cancellation);
        if (login is not null)
            await login.GrantAsync(_from, cancellation);

        // Apart from the subscription: made by it, it would wait for itself where both are on one server.
        await Sql.RunAsync(
            _from,
            $"""
            SELECT pg_create_logical_replication_slot('{move.Name}', 'pgoutput')
            WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '{move.Name}')
            """,
            cancellation);
        if (!await ExistsAsync(cancellation))
        {
            await Sql.RunAsync(
                _to,
                $"""
                CREATE SUBSCRIPTION {move.Name} CONNECTION {Sql.Text(Connection())}
                PUBLICATION {move.Name}, {move.Name}_growing WITH (create_slot = false, slot_name = '{move.Name}')
                """,
                cancellation);
        }
    }

    /// <summary>Tables whose copy is under way.</summary>
    public Task<long> CopyingAsync(CancellationToken cancellation) => Sql.ReadAsync<long>(
        _to,
        $"SELECT count(*) FROM pg_subscription_rel JOIN pg_subscription ON oid = srsubid WHERE subname = '{move.Name}' AND srsubstate <> 'r'",
        cancellation);

    /// <summary>How much of the source's log the target has not taken, in bytes; null: there is no slot.</summary>
    public async Task<long?> BehindAsync(CancellationToken cancellation) => await BehindAsync("pg_current_wal_lsn()", cancellation);

    /// <summary>The end of the source's log now; what was committed is below.</summary>
    public async Task<string> EndOfLogAsync(CancellationToken cancellation) =>
        (await Sql.ReadAsync<string>(_from, "SELECT pg_current_wal_flush_lsn()::text", cancellation))!;

    public async Task<bool> HasAsync(string end, CancellationToken cancellation) => await BehindAsync($"'{end}'::pg_lsn", cancellation) is <= 0;

    /// <summary>The target's end; it keeps what it has.</summary>
    public async Task UnsubscribeAsync(CancellationToken cancellation)
    {
        if (await ExistsAsync(cancellation))
        {
            await Sql.RunAsync(_to, $"ALTER SUBSCRIPTION {move.Name} DISABLE", cancellation);
            await NothingBeginsAsync(cancellation);
            await Sql.RunAsync(_to, $"ALTER SUBSCRIPTION {move.Name} SET (slot_name = NONE)", cancellation);
            await Sql.RunAsync(_to, $"DROP SUBSCRIPTION {move.Name}", cancellation);
        }
    }

    /// <summary>The source's end. False: the target's connection has not ended yet.</summary>
    public async Task<bool> UnpublishAsync(CancellationToken cancellation)
    {
        try
        {
            await Sql.RunAsync(_from, $"SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '{move.Name}'", cancellation);
        }
        catch (PostgresException active) when (active.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            return false;
        }

        await Sql.RunAsync(_from, $"DROP PUBLICATION IF EXISTS {move.Name}, {move.Name}_growing", cancellation);
        await ReplicationLogin.DropAsync(_from, cancellation);
        return true;
    }

    /// <summary>A copy's slot takes until every transaction on the source's server has ended that was open when it was begun; dropping
    /// the subscription is one, and waits for the slot. On one server the two would wait for each other for ever.</summary>
    private async Task NothingBeginsAsync(CancellationToken cancellation)
    {
        var subscription = await Sql.ReadAsync<long>(_to, $"SELECT oid::bigint FROM pg_subscription WHERE subname = '{move.Name}'", cancellation);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var following = await WorkersAsync("relid IS NULL", cancellation);
            var copying = await WorkersAsync("relid IS NOT NULL", cancellation);
            var ready = await Sql.ReadAsync<long>(
                _from,
                string.Create(CultureInfo.InvariantCulture, $@"SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'pg\_{subscription}\_sync\_%' AND confirmed_flush_lsn IS NOT NULL"),
                cancellation);
            if (following == 0 && copying <= ready)
                return;
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }

        throw new OperationRefusedException($"The replication to {move.To} does not end. Run this again.");
    }

    private Task<long> WorkersAsync(string which, CancellationToken cancellation) => Sql.ReadAsync<long>(
        _to, $"SELECT count(*) FROM pg_stat_subscription WHERE subname = '{move.Name}' AND pid IS NOT NULL AND {which}", cancellation);

    private async Task<long?> BehindAsync(string end, CancellationToken cancellation) =>
        await Sql.ReadAsync<object>(
            _from,
            $"SELECT pg_wal_lsn_diff({end}, confirmed_flush_lsn)::bigint FROM pg_replication_slots WHERE slot_name = '{move.Name}'",
            cancellation) as long?;

    private async Task PublishAsync(string name, string[] tables, string options, CancellationToken cancellation)
    {
        if (await Sql.ReadAsync<long>(_from, $"SELECT count(*) FROM pg_publication WHERE pubname = '{name}'", cancellation) > 0)
            return;
        var filtered = tables.Select(table => $"{table} WHERE {move.Filter()}");
        await Sql.RunAsync(_from, $"CREATE PUBLICATION {name} FOR TABLE {string.Join(", ", filtered)} WITH ({options})", cancellation);
    }

    private string Connection()
    {
        var source = new NpgsqlConnectionStringBuilder(_from.ConnectionString);
        var encrypted = source.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull;
        var words = new List<string>
        {
            $"host={source.Host}",
            string.Create(CultureInfo.InvariantCulture, $"port={source.Port}"),
            $"dbname='{source.Database}'",
            $"user='{(login is null ? source.Username : ReplicationLogin.User)}'",
            encrypted ? "sslmode=require" : "sslmode=prefer",
        };
        if (login is not null)
            words.Add($"password='{login.Password}'");
        return string.Join(' ', words);
    }
}
