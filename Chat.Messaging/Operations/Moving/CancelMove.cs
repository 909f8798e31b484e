using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Moving;

/// <summary>Before the map has changed: everything is as it was, and the target's copy is deleted.</summary>
internal sealed class CancelMove(Shards shards, Move move, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (move.Place(shards) != move.From)
            throw new OperationRefusedException($"Shards:Map does not put the logical shards {move.Range} on {move.From}: there is nothing to give up any more.");

        await OtherMaps.RefuseAsync(move.From, shards.Map, cancellation);
        var replication = new Replication(move);
        await replication.UnsubscribeAsync(cancellation);
        while (!await replication.UnpublishAsync(cancellation))
            await Task.Delay(Every, time, cancellation);
        await Fence.LowerAsync(move.From, move, MovedTables.All, cancellation);
        await output.WriteLineAsync($"{move.From} takes writes to the logical shards {move.Range}.");
        var deleted = await new MovedRows(move).DeleteFromTargetAsync(cancellation);
        await Fence.LowerAsync(move.To, move, MovedTables.All, cancellation);
        await output.WriteLineAsync($"The copies of {deleted} chats are deleted from {move.To}.");
    }
}
