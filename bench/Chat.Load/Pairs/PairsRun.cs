using Chat.Load.Reporting;

namespace Chat.Load.Pairs;

/// <summary>What the pairs of one run share.</summary>
internal sealed class PairsRun
{
    private int _refused;
    private int _disordered;

    public required bool UntilAck { get; init; }

    /// <summary>Kept under way by each pair; 0 in an open loop.</summary>
    public volatile int Window;

    /// <summary>Changed when the measuring begins.</summary>
    public PairsLatencies Latencies { get; set; } = new();

    /// <summary>Sends that were answered with an error.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Messages that came otherwise than as the next of their chat.</summary>
    public int Disordered => Volatile.Read(ref _disordered);

    public void RefusalCame() => Interlocked.Increment(ref _refused);

    public void DisorderCame() => Interlocked.Increment(ref _disordered);
}

/// <summary>From the moment that a message was due.</summary>
internal sealed class PairsLatencies
{
    public LatencyHistogram Ack { get; } = new();

    public LatencyHistogram Delivery { get; } = new();

    public LatencyHistogram Receipt { get; } = new();
}
