using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Moving;

/// <summary>The target gets the schema, the months and the fence; then the copy begins, and follows.</summary>
internal sealed class PrepareMove(Shards shards, Move move, ReplicationLogin? login, TextWriter output)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var replication = new Replication(move, login);
        await CheckAsync(replication, cancellation);
        await Schema.Shard.RunAsync(move.To.Source, cancellation);
        // Before the fence: rows that are there may be served there.
        var begun = await replication.ExistsAsync(cancellation);
        if (!begun)
            await CheckEmptyAsync(MovedTables.All, cancellation);
        await MessagePartitions.CreateAsync(move.To.Source, TimeProvider.System.GetUtcNow(), cancellation);
        var months = await SamePartitions.MakeAsync(move.From.Source, move.To.Source, cancellation);
        await output.WriteLineAsync($"{move.To} has the schema; {months} partitions were made as {move.From} has them.");
        // Not once more: it would wait for a copy that is under way.
        if (!await Fence.StandsAsync(move.To, move, cancellation))
            await Fence.RaiseAsync(move.To, move, cancellation);
        // Who came in between has made a chat.
        if (!begun)
            await CheckEmptyAsync(["chat"], cancellation);

        await replication.BeginAsync(cancellation);
        await output.WriteLineAsync($"{move} are being copied, and followed. Ask 'move status' until nothing is being copied.");
    }

    private async Task CheckAsync(Replication replication, CancellationToken cancellation)
    {
        if (move.Place(shards) != move.From)
            throw new OperationRefusedException($"Shards:Map does not put the logical shards {move.Range} on {move.From}.");
        await OtherMaps.RefuseAsync(move.From, shards.Map, cancellation);
        await OtherMoves.RefuseAsync(move, cancellation);
        if (await Sql.ReadAsync<string>(move.From.Source, "SHOW wal_level", cancellation) != "logical")
            throw new OperationRefusedException($"{move.From}'s server has to run with wal_level=logical.");
        if (await replication.ExistsAsync(cancellation))
            await output.WriteLineAsync("It was begun before and goes on.");
    }

    private async Task CheckEmptyAsync(string[] tables, CancellationToken cancellation)
    {
        foreach (var table in tables)
        {
            if (await Sql.ReadAsync<bool>(move.To.Source, $"SELECT EXISTS (SELECT FROM {table} WHERE {move.Filter()})", cancellation))
                throw new OperationRefusedException($"{move.To} has rows of the logical shards {move.Range} in {table} already. Ask 'move status'. What is left from a move that was given up, or on a database from before they moved away from it, 'move cancel' deletes.");
        }
    }
}
