using Chat.Load.Crowds;
using Chat.Load.Measuring;
using Chat.Load.Reporting;
using Chat.Load.Wire;

namespace Chat.Load.Idling;

/// <summary>What connections cost that do nothing.</summary>
/// <remarks>For a stack that is fresh: what earlier runs left in its processes shrinks meanwhile, Postgres's pooled backends
/// most of all, and would be taken off the connections' memory.</remarks>
internal static class IdleScenario
{
    private const int ConnectsAtOnce = 16;
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(IdleOptions options, CancellationToken cancellationToken)
    {
        InlineSockets.Use();
        using var crowd = await Crowd.EnrolAsync(options.Stack.Edge, options.Users, cancellationToken);
        await Task.Delay(options.Settle, cancellationToken);
        var server = options.Stack.Processes;
        var before = server.MemoryBytes();

        await using var connections = new ConnectionSet();
        await connections.ConnectAsync(
            crowd.People, ConnectsAtOnce, (person, token) => IdleDevice.ConnectAsync(person.Hub, token), cancellationToken);
        await using var heartbeats = new Pulse(connections, IdleDevice.Heartbeat, HeartbeatEvery);
        await Task.Delay(options.Settle, cancellationToken);
        var after = server.MemoryBytes();

        var meter = new CpuMeter(server);
        await Task.Delay(options.Measured, cancellationToken);
        var report = IdleReport.Of(options.Users, before, after, meter.Read(), connections.Lost);
        Console.WriteLine(report);
        await JsonSummary.WriteAsync(options.Stack.Json, report, cancellationToken);
        return report.Passed ? 0 : 1;
    }
}
