namespace Chat.Messaging.Operations.Moving;

/// <summary>While neither side is written to, the tables that change are the same on both, row by row. (Of messages and
/// receipts every slice is compared before it is deleted.)</summary>
internal static class SameChats
{
    public static async Task CheckAsync(Move move, CancellationToken cancellation)
    {
        foreach (var table in MovedTables.Changing)
        {
            var sql = $"SELECT count(*) || ' rows, ' || coalesce(sum(hashtextextended(row::text, 0)), 0) FROM {table} AS row WHERE {move.Filter("row.")}";
            var from = await Sql.ReadAsync<string>(move.From.Source, sql, cancellation);
            var to = await Sql.ReadAsync<string>(move.To.Source, sql, cancellation);
            if (from != to)
                throw new OperationRefusedException($"{table} differs: {from} on {move.From}, {to} on {move.To} (rows, sum of their hashes). The map must not be changed; 'move cancel' gives the move up.");
        }
    }
}
