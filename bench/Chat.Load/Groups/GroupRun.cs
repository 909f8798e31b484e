using System.Diagnostics;
using Chat.Load.Wire;

namespace Chat.Load.Groups;

/// <summary>One sender's messages on their way to all the other members.</summary>
/// <remarks>The chat is new, and only this sender writes: the n-th message it sends has seq n.</remarks>
internal sealed class GroupRun(int recipients)
{
    /// <summary>No more are under way; an open loop that would is behind the server for good.</summary>
    private const int MaxUnderWay = 1024;

    private readonly Lock _lock = new();
    private readonly long[] _dueAt = new long[MaxUnderWay];

    // Members who do not have it yet, by seq modulo the ring.
    private readonly int[] _missing = new int[MaxUnderWay];
    private SendTemplate? _send;
    private WireConnection? _sender;
    private long _sent;
    private long _done;
    private int _refused;

    /// <summary>Kept under way; 0 in an open loop.</summary>
    public volatile int Window;

    /// <summary>Changed when the measuring begins.</summary>
    public GroupLatencies Latencies { get; set; } = new();

    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Messages that every other member has.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>Sends that were answered with an error.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public async Task<WireConnection> ConnectSenderAsync(HubEndpoint hub, SendTemplate send, CancellationToken cancellationToken)
    {
        _send = send;
        return _sender = (await SyncedConnection.OpenAsync(hub, Invocation.Sync(0), OnSender, cancellationToken)).Connection;
    }

    /// <summary>Brings as many under way as the window says.</summary>
    public void Fill()
    {
        lock (_lock)
        {
            for (var room = true; room && _sent - _done < Window;)
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
            _sender!.Send(_send!.Number(_sent));
            return true;
        }
    }

    /// <summary>One member has it, for the first time.</summary>
    public void Arrived(long seq)
    {
        var slot = seq % MaxUnderWay;
        var took = Stopwatch.GetElapsedTime(Volatile.Read(ref _dueAt[slot]));
        Latencies.Each.Record(took);
        if (Interlocked.Decrement(ref _missing[slot]) > 0)
            return;
        Latencies.Last.Record(took);
        Interlocked.Increment(ref _done);
        Fill();
    }

    private void OnSender(WireConnection connection, ReadOnlySpan<byte> record)
    {
        if (HubRecord.KindOf(record) == RecordKind.Refusal)
            Interlocked.Increment(ref _refused);
    }
}
