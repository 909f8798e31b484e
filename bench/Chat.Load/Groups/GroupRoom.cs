using System.Diagnostics;
using Chat.Load.Wire;

namespace Chat.Load.Groups;

/// <summary>One sender's messages on their way to all the other members who are connected.</summary>
/// <remarks>The chat is new, and only this sender writes: the n-th message it sends has seq n.</remarks>
/// <param name="number">Of the room: a member's tallies stand in this order.</param>
/// <param name="size">Characters of ciphertext.</param>
internal sealed class GroupRoom(GroupRun run, string chat, int number, int recipients, int size)
{
    /// <summary>No more are under way; an open loop that would is behind the server for good.</summary>
    private const int MaxUnderWay = 1024;

    private readonly Lock _lock = new();
    private readonly SendTemplate _send = new(chat, number, Random.Shared.Next(), size);
    private readonly long[] _dueAt = new long[MaxUnderWay];

    // Members who do not have it yet, by seq modulo the ring.
    private readonly int[] _missing = new int[MaxUnderWay];
    private long _sent;
    private long _done;
    private long _deliveries;

    public int Number { get; } = number;

    public string Chat { get; } = chat;

    /// <summary>Writes to it; set before the first send.</summary>
    public WireConnection? Sender { get; set; }

    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Messages that every other connected member has.</summary>
    public long Done => Volatile.Read(ref _done);

    public long Deliveries => Volatile.Read(ref _deliveries);

    public long Lost => Sent * recipients - Deliveries;

    /// <summary>Brings as many under way as the window says.</summary>
    public void Fill()
    {
        lock (_lock)
        {
            for (var room = true; room && _sent - _done < run.Window;)
                room = TrySend(Stopwatch.GetTimestamp());
        }
    }

    /// <returns>False: too many are under way.</returns>
    public bool TrySend(long dueAt)
    {
        lock (_lock)
        {
            var slot = (_sent + 1) % MaxUnderWay;
            if (Volatile.Read(ref _missing[slot]) != 0)
                return false;
            Volatile.Write(ref _dueAt[slot], dueAt);
            Volatile.Write(ref _missing[slot], recipients);
            Volatile.Write(ref _sent, _sent + 1);
            Sender!.Send(_send.Number(_sent));
            return true;
        }
    }

    /// <summary>One member has it, for the first time.</summary>
    public void Arrived(long seq)
    {
        var slot = seq % MaxUnderWay;
        var took = Stopwatch.GetElapsedTime(Volatile.Read(ref _dueAt[slot]));
        run.Latencies.Each.Record(took);
        Interlocked.Increment(ref _deliveries);
        if (Interlocked.Decrement(ref _missing[slot]) > 0)
            return;
        run.Latencies.Last.Record(took);
        Interlocked.Increment(ref _done);
        Fill();
    }
}
