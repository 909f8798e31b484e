using Chat.Load.Pacing;

namespace Chat.Load.Groups;

/// <summary>One sender to all the other members.</summary>
internal sealed class GroupLoad(GroupRun run, GroupMember[] members) : ILoad<(long Messages, long Deliveries)>
{
    public (long Messages, long Deliveries) Count => (run.Done, members.Sum(member => member.Received.Arrived));

    public bool IsDrained => run.Done >= run.Sent;

    public void Keep(int window)
    {
        run.Window = window;
        run.Fill();
    }

    public bool TrySend(long number, long dueAt) => run.TrySend(dueAt);

    public void BeginMeasuring() => run.Latencies = new GroupLatencies();

    public async Task<GroupReport> RunAsync(GroupOptions options, CancellationToken cancellationToken)
    {
        var measured = await MeasuredRun.RunAsync(this, options.Shape, options.Stack.Processes, cancellationToken);
        var deliveries = measured.After.Deliveries - measured.Before.Deliveries;
        return new GroupReport
        {
            Members = members.Length + 1,
            Window = options.Shape.Window,
            Seconds = measured.Cpu.Seconds,
            Messages = measured.After.Messages - measured.Before.Messages,
            Deliveries = deliveries,
            ServerMicrosecondsPerDelivery = measured.Cpu.ServerPer(deliveries),
            ByProcess = measured.Cpu.EachPer(deliveries),
            OwnMicrosecondsPerDelivery = measured.Cpu.OwnPer(deliveries),
            MemberP50Ms = run.Latencies.Each.Quantile(0.5),
            MemberP99Ms = run.Latencies.Each.Quantile(0.99),
            LastMemberP50Ms = run.Latencies.Last.Quantile(0.5),
            LastMemberP99Ms = run.Latencies.Last.Quantile(0.99),
            Lost = members.Sum(member => run.Sent - member.Received.Arrived),
            OutOfOrder = members.Sum(member => member.Received.Late),
            Twice = members.Sum(member => member.Received.Twice),
            Refused = run.Refused,
            HeldBack = measured.HeldBack,
        };
    }
}
