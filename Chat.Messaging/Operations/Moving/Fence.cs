using Chat.Messaging.Sending;
using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Operations.Moving;

/// <summary>
/// Triggers by which a database refuses whatever would be written to the chats that move. What replication writes does not
/// fire them. Whoever writes learns by <see cref="MovingChats.Constraint"/> which chats they are.
/// </summary>
/// <remarks>Making a trigger waits for those who have written to the table to end, and holds up the others as long: one table
/// a transaction, so that nobody waits crosswise. When the last one stands, nothing that was let through is still under
/// way.</remarks>
internal static class Fence
{
    /// <summary>A table's lock that is not to be had in 2 s is asked for again.</summary>
    private const int Attempts = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static readonly string Function =
        $"""
        CREATE OR REPLACE FUNCTION refuse_moving() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN
            RAISE EXCEPTION 'The logical shards % are being moved', TG_ARGV[0]
                USING ERRCODE = '{PostgresErrorCodes.LockNotAvailable}', CONSTRAINT = '{MovingChats.Constraint}' || TG_ARGV[0];
        END
        $body$
        """;

    public static async Task RaiseAsync(Shard shard, Move move, CancellationToken cancellation)
    {
        await Sql.RunAsync(shard.Source, Function, cancellation);
        foreach (var table in MovedTables.All)
        {
            await LockingAsync(
                shard,
                $"""
                CREATE OR REPLACE TRIGGER {move.Name} BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW
                WHEN ({move.Filter("NEW.")}) EXECUTE FUNCTION refuse_moving('{move.Range}')
                """,
                cancellation);
        }
    }

    /// <param name="tables">Those that are written to from now on.</param>
    public static async Task LowerAsync(Shard shard, Move move, IEnumerable<string> tables, CancellationToken cancellation)
    {
        foreach (var table in tables)
            await LockingAsync(shard, $"DROP TRIGGER IF EXISTS {move.Name} ON {table}", cancellation);
    }

    /// <summary>Also what is left from when some of these chats moved away from here, in a range that was another.</summary>
    public static async Task LowerAllAsync(Shard shard, Move move, CancellationToken cancellation)
    {
        foreach (var name in await OtherMoves.FencesAsync(shard, move, cancellation))
            await LockingAsync(shard, $"DROP TRIGGER IF EXISTS {name} ON chat", cancellation);
        await LowerAsync(shard, move, MovedTables.All, cancellation);
    }

    /// <summary>On all tables.</summary>
    public static async Task<bool> StandsAsync(Shard shard, Move move, CancellationToken cancellation) =>
        await CountAsync(shard, move, MovedTables.All, cancellation) == MovedTables.All.Length;

    /// <summary>On the chats, where it goes last, and on the source stays after a move.</summary>
    public static async Task<bool> StandsOnChatsAsync(Shard shard, Move move, CancellationToken cancellation) =>
        await CountAsync(shard, move, ["chat"], cancellation) == 1;

    private static Task<long> CountAsync(Shard shard, Move move, IEnumerable<string> tables, CancellationToken cancellation) =>
        Sql.ReadAsync<long>(
            shard.Source,
            $"""
            SELECT count(*) FROM pg_trigger WHERE tgname = '{move.Name}' AND tgparentid = 0
            AND tgrelid IN ({string.Join(", ", tables.Select(table => $"to_regclass('{table}')"))})
            """,
            cancellation);

    private static async Task LockingAsync(Shard shard, string sql, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Sql.RunAsync(shard.Source, sql, cancellation);
                return;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < Attempts)
            {
                // Whoever writes has waited behind this meanwhile.
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }
}
