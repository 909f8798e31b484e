using Chat.Load.Pacing;

namespace Chat.Load.Groups;

/// <summary>In each of these rooms one member writes to all the others.</summary>
/// <param name="members">The connected ones.</param>
internal sealed class GroupLoad(GroupRun run, IReadOnlyList<GroupRoom> rooms, IReadOnlyList<GroupMember> members)
    : ILoad<(long Messages, long Deliveries)>
{
    public (long Messages, long Deliveries) Count => (rooms.Sum(room => room.Done), rooms.Sum(room => room.Deliveries));

    public bool IsDrained => rooms.All(room => room.Done >= room.Sent);

    public void Keep(int window)
    {
        run.Window = window;
        foreach (var room in rooms)
            room.Fill();
    }

    public bool TrySend(long number, long dueAt) => rooms[(int)(number % rooms.Count)].TrySend(dueAt);

    public void BeginMeasuring() => run.Latencies = new GroupLatencies();

    /// <param name="kind">What the report calls it.</param>
    /// <param name="membersEach">Of each room, connected or not.</param>
    public async Task<GroupReport> RunAsync(string kind, int membersEach, GroupOptions options, CancellationToken cancellationToken)
    {
        var refused = run.Refused;
        var measured = await MeasuredRun.RunAsync(this, options.Shape, options.Stack.Processes, cancellationToken);
        var messages = measured.After.Messages - measured.Before.Messages;
        var deliveries = measured.After.Deliveries - measured.Before.Deliveries;
        return new GroupReport
        {
            Kind = kind,
            Rooms = rooms.Count,
            Members = membersEach,
            Online = members.Count,
            Window = options.Shape.Window,
            Seconds = measured.Cpu.Seconds,
            Messages = messages,
            Deliveries = deliveries,
            ServerMicrosecondsPerMessage = measured.Cpu.ServerPer(messages),
            ServerMicrosecondsPerDelivery = measured.Cpu.ServerPer(deliveries),
            ByProcess = measured.Cpu.EachPer(deliveries),
            OwnMicrosecondsPerDelivery = measured.Cpu.OwnPer(deliveries),
            MemberP50Ms = run.Latencies.Each.Quantile(0.5),
            MemberP99Ms = run.Latencies.Each.Quantile(0.99),
            LastMemberP50Ms = run.Latencies.Last.Quantile(0.5),
            LastMemberP99Ms = run.Latencies.Last.Quantile(0.99),
            Lost = rooms.Sum(room => room.Lost),
            OutOfOrder = members.Sum(member => rooms.Sum(room => member.Received(room).Late)),
            Twice = members.Sum(member => rooms.Sum(room => member.Received(room).Twice)),
            Refused = run.Refused - refused,
            HeldBack = measured.HeldBack,
        };
    }
}
