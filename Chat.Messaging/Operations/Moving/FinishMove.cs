using Chat.Messaging.Storage;

namespace Chat.Messaging.Operations.Moving;

/// <summary>After the map has changed: the target takes writes, and the source's rows go. A trigger stays on the source's
/// chats, so that whoever came with the old map would make none there.</summary>
internal sealed class FinishMove(Shards shards, Move move, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var replication = new Replication(move);
        if (move.Place(shards) != move.To)
            throw new OperationRefusedException($"Shards:Map does not put the logical shards {move.Range} on {move.To} here: run this with the new map.");
        if (!await Fence.StandsOnChatsAsync(move.From, move, cancellation))
            throw new OperationRefusedException($"{move.From} takes writes to them: 'move fence' comes before the map is changed. Change the map back.");
        // Also when it was begun before: a replica may have come back since.
        await OtherMaps.RefuseAsync(move.From, shards.Map, cancellation);
        if (await Fence.StandsOnChatsAsync(move.To, move, cancellation))
            await CheckAsync(cancellation);
        await replication.UnsubscribeAsync(cancellation);
        await Fence.LowerAllAsync(move.To, move, cancellation);
        await output.WriteLineAsync($"{move.To} takes writes to the logical shards {move.Range}.");

        while (!await replication.UnpublishAsync(cancellation))
            await Task.Delay(Every, time, cancellation);
        await WaitForOutboxAsync(cancellation);
        var deleted = await new MovedRows(move).DeleteFromSourceAsync(cancellation);
        await Fence.LowerAsync(move.From, move, MovedTables.All.Where(table => table != "chat"), cancellation);
        await output.WriteLineAsync($"{deleted} chats are deleted from {move.From}. The move is done.");
    }

    /// <summary>Before the target takes its first write.</summary>
    private async Task CheckAsync(CancellationToken cancellation)
    {
        if (!await Fence.StandsAsync(move.From, move, cancellation))
            throw new OperationRefusedException($"{move.From} takes writes to them: 'move fence' comes before the map is changed. Change the map back.");
        await SameChats.CheckAsync(move, cancellation);
    }

    /// <summary>What stands there is published from the messages beside it, and kept for a while in case Kafka forgets.</summary>
    private async Task WaitForOutboxAsync(CancellationToken cancellation)
    {
        var sql = $"SELECT count(*) FROM outbox WHERE EXISTS (SELECT FROM unnest(chat_ids) AS place (chat_id) WHERE {move.Filter("place.")})";
        for (var told = false; await Sql.ReadAsync<long>(move.From.Source, sql, cancellation) is > 0 and var rows;)
        {
            if (!told)
                await output.WriteLineAsync($"{move.From}'s outbox has {rows} rows of theirs: they go two minutes after they are published.");
            told = true;
            await Task.Delay(Every, time, cancellation);
        }
    }
}
