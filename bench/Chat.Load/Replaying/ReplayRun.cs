using Chat.Contracts.Hub;
using Chat.Load.Reporting;

namespace Chat.Load.Replaying;

/// <summary>What the parts of a run share: its number, its clock, its measurements.</summary>
internal sealed class ReplayRun
{
    private long _sent;
    private long _moves;

    /// <summary>Names the run's users and messages, so that runs on one stack do not meet.</summary>
    public int Number { get; } = Random.Shared.Next(1, int.MaxValue);

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>From the call of send to the other device's handler.</summary>
    public LatencyHistogram Delivery { get; } = new();

    /// <summary>From the call of send to the ACK.</summary>
    public LatencyHistogram Ack { get; } = new();

    public long Acked => Interlocked.Read(ref _sent);

    /// <summary>Rises with everything that happens: a run that is stuck shows by it.</summary>
    public long Moves => Interlocked.Read(ref _moves);

    public void AckCame(TimeSpan after)
    {
        Ack.Record(after);
        Interlocked.Increment(ref _sent);
        Moved();
    }

    public void Moved() => Interlocked.Increment(ref _moves);

    public (int Room, int Line)? LineOf(Message message) => LineId.Read(Number, message.ClientMsgId);
}
