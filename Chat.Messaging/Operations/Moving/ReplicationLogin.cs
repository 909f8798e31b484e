using Npgsql;

namespace Chat.Messaging.Operations.Moving;

/// <summary>
/// The role by which the target reads the source while a move lasts: a subscription connects for days, longer than a token of
/// an identity is good for. <c>Move:Password</c> sets it; without, the source lets the operator's own user in.
/// </summary>
internal sealed class ReplicationLogin
{
    public const string User = "chat_move";

    private ReplicationLogin(string password) => Password = password;

    public string Password { get; }

    /// <exception cref="UsageException">It could not be written as it is.</exception>
    public static ReplicationLogin? Of(string? password) =>
        password is null ? null
        : password.Length >= 16 && password.All(char.IsAsciiLetterOrDigit) ? new ReplicationLogin(password)
        : throw new UsageException("Move:Password is at least 16 letters and digits.");

    public async Task GrantAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await Sql.RunAsync(
            source,
            $"""
            DO $body$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{User}') THEN CREATE ROLE {User}; END IF;
            END $body$
            """,
            cancellation);
        await Sql.RunAsync(source, $"ALTER ROLE {User} WITH LOGIN REPLICATION PASSWORD '{Password}'", cancellation);
        await Sql.RunAsync(source, $"GRANT USAGE ON SCHEMA public TO {User}; GRANT SELECT ON {string.Join(", ", MovedTables.All)} TO {User}", cancellation);
    }

    /// <summary>What other moves do not need any more: the grants are the database's, the role is the server's.</summary>
    public static async Task DropAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        if (await Sql.ReadAsync<long>(source, $"SELECT count(*) FROM pg_roles WHERE rolname = '{User}'", cancellation) == 0)
            return;
        if (await Sql.ReadAsync<long>(source, @"SELECT count(*) FROM pg_publication WHERE pubname LIKE 'move\_%'", cancellation) > 0)
            return;
        await Sql.RunAsync(source, $"REVOKE ALL ON {string.Join(", ", MovedTables.All)} FROM {User}; REVOKE USAGE ON SCHEMA public FROM {User}", cancellation);
        if (await Sql.ReadAsync<long>(source, @"SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'move\_%'", cancellation) == 0)
            await Sql.RunAsync(source, $"DROP ROLE {User}", cancellation);
    }
}
