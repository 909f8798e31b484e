using Chat.Messaging.Storage;
using Npgsql;

namespace Chat.Messaging.Operations.Moving;

/// <summary>The source refuses writes to the chats that move; ends when the target has all that it had let through.</summary>
internal sealed class FenceMove(Shards shards, Move move, TimeProvider time, TextWriter output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var replication = new Replication(move);
        if (move.Place(shards) != move.From)
            throw new OperationRefusedException($"Shards:Map does not put the logical shards {move.Range} on {move.From}: this comes before the map is changed.");
        if (!await replication.ExistsAsync(cancellation))
            throw new OperationRefusedException("'move prepare' comes first.");
        if (await replication.CopyingAsync(cancellation) > 0)
            throw new OperationRefusedException("Tables are still being copied. Ask 'move status'.");
        if (!await Fence.StandsAsync(move.To, move, cancellation))
            throw new OperationRefusedException($"{move.To} could be written to: run 'move prepare' again.");

        await RaiseAsync(cancellation);
        await output.WriteLineAsync($"{move.From} refuses writes to the logical shards {move.Range}.");
        await CatchUpAsync(replication, cancellation);
        await SameChats.CheckAsync(move, cancellation);
        await output.WriteLineAsync($"{move.To} has all of them. Now change Shards:Map, restart Chat.Messaging, and run 'move finish' with the new map.");
    }

    private async Task RaiseAsync(CancellationToken cancellation)
    {
        try
        {
            await Fence.RaiseAsync(move.From, move, cancellation);
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await Fence.LowerAsync(move.From, move, MovedTables.All, cancellation);
            throw new OperationRefusedException($"Somebody holds a table of {move.From} and does not let go: {busy.MessageText}. {move.From} takes writes again; try later.");
        }
    }

    private async Task CatchUpAsync(Replication replication, CancellationToken cancellation)
    {
        var end = await replication.EndOfLogAsync(cancellation);
        var began = time.GetTimestamp();
        while (!await replication.HasAsync(end, cancellation))
        {
            if (time.GetElapsedTime(began) > Patience)
            {
                await Fence.LowerAsync(move.From, move, MovedTables.All, cancellation);
                throw new OperationRefusedException($"{move.To} did not catch up in {Patience.TotalMinutes} minutes. {move.From} takes writes again; look at the servers, and try later.");
            }

            await Task.Delay(Every, time, cancellation);
        }
    }
}
