using Chat.Load.Measuring;
using Chat.Load.Pacing;

namespace Chat.Load.Groups;

/// <summary>Warms up, measures, and waits for what is under way.</summary>
internal sealed class GroupLoad(GroupOptions options)
{
    public async Task<GroupReport> RunAsync(GroupRun run, GroupMember[] members, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loop = options.Rate is { } rate ? new OpenLoop(rate, options.Warm / 2, (_, dueAt) => run.TrySend(dueAt)) : null;
        var looping = loop?.RunAsync(end.Token) ?? Task.CompletedTask;
        run.Window = loop is null ? options.Window : 0;
        run.Fill();

        await Task.Delay(options.Warm, cancellationToken);
        run.Latencies = new GroupLatencies();
        var meter = new CpuMeter(options.Stack.Processes);
        var (messagesBefore, deliveriesBefore) = (run.Done, Deliveries());
        await Task.Delay(options.Measured, cancellationToken);
        var (messages, deliveries) = (run.Done - messagesBefore, Deliveries() - deliveriesBefore);
        var cpu = meter.Read();
        var latencies = run.Latencies;

        run.Window = 0;
        await end.CancelAsync();
        await looping;
        await Drain.UntilAsync(() => run.Done >= run.Sent, cancellationToken);
        return new GroupReport
        {
            Members = members.Length + 1,
            Window = loop is null ? options.Window : 0,
            Seconds = cpu.Seconds,
            Messages = messages,
            Deliveries = deliveries,
            ServerMicrosecondsPerDelivery = cpu.ServerPer(deliveries),
            ByProcess = cpu.EachPer(deliveries),
            OwnMicrosecondsPerDelivery = cpu.OwnPer(deliveries),
            MemberP50Ms = latencies.Each.Quantile(0.5),
            MemberP99Ms = latencies.Each.Quantile(0.99),
            LastMemberP50Ms = latencies.Last.Quantile(0.5),
            LastMemberP99Ms = latencies.Last.Quantile(0.99),
            Lost = members.Sum(member => run.Sent - member.Received.Arrived),
            OutOfOrder = members.Sum(member => member.Received.Late),
            Twice = members.Sum(member => member.Received.Twice),
            Refused = run.Refused,
            HeldBack = loop?.HeldBack ?? 0,
        };

        long Deliveries() => members.Sum(member => member.Received.Arrived);
    }
}
