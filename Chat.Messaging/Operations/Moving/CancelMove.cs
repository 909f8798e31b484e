using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Moving;

/// <summary>Before the map has changed: everything is as it was, and the target's copy is deleted.</summary>
internal sealed class CancelMove(Shards shards, Move move, bool force, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (move.Place(shards) != move.From)
            throw new OperationRefusedException($"Shards:Map does not put the logical shards {move.Range} on {move.From}: there is nothing to give up any more.");

        await OtherMaps.RefuseAsync(move.From, shards.Map, cancellation);
        // Not the map alone says where they live: this command's may be an old one, and no replica may be up to tell.
        if (!force && await new MovedRows(move).OnlyOnTargetAsync(cancellation) is > 0 and var chats)
        {
            throw new OperationRefusedException(
                $"{chats} chats are on {move.To} and not on {move.From}, or are further there: they may have moved already, or {move.From} was restored from a backup. " +
                $"Is Shards:Map here the one that the service goes by? (--force deletes them from {move.To}.)");
        }

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
