namespace Chat.Messaging.Operations.Moving;

/// <summary>How far a move is. Counts every row that moves, on both sides.</summary>
internal sealed class MoveStatus(Move move, TextWriter output)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var replication = new Replication(move);
        await output.WriteLineAsync($"{move}.");
        if (await replication.ExistsAsync(cancellation))
            await output.WriteLineAsync($"Tables being copied: {await replication.CopyingAsync(cancellation)}. Behind by {await replication.BehindAsync(cancellation)} bytes of {move.From}'s log.");
        else
            await output.WriteLineAsync("There is no replication.");
        await output.WriteLineAsync($"Writes are refused on {move.From}: {await FencedAsync(move.From, cancellation)}, on {move.To}: {await FencedAsync(move.To, cancellation)}.");
        foreach (var table in MovedTables.All)
        {
            var sql = $"SELECT count(*) FROM {table} WHERE {move.Filter()}";
            var from = await Sql.ReadAsync<long>(move.From.Source, sql, cancellation);
            var to = await Sql.ReadAsync<long>(move.To.Source, sql, cancellation);
            await output.WriteLineAsync($"{table,-16}{from,14} on {move.From}{to,14} on {move.To}");
        }
    }

    private async Task<string> FencedAsync(Storage.Shard shard, CancellationToken cancellation) =>
        await Fence.StandsAsync(shard, move, cancellation) ? "yes" : "no";
}
