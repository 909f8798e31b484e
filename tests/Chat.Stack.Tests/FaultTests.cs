namespace Chat.Stack.Tests;

/// <summary>The fault harness, short: one kill of each kind, a loss of power and a rolling restart under a small load. How soon
/// the stack recovers is not judged: this may be a slow machine.</summary>
[Collection(StackTests.Name)]
public sealed class FaultTests(StackFixture fixture) : IDisposable
{
    private static readonly string[] Faults =
    [
        "kill-edge", "kill-gateway-1", "kill-messaging-0", "kill-delivery-1", "kill-presence", "kill-media", "kill-redis-server",
        "kill-kafka-broker", "kill-postgres", "kill-azurite", "power-loss", "rolling-restart",
    ];

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(10));

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Whatever_is_killed_nothing_acknowledged_is_lost_and_every_device_ends_with_the_same_chats()
    {
        await using var load = LoadRun.Start(
            "faults",
            "--edge", fixture.Stack.Edge.ToString(),
            "--stack", Path.Combine(fixture.Stack.Data, "resources.json"),
            "--people", "30", "--rate", "80", "--probes", "2",
            "--only", string.Join(',', Faults),
            "--untimed",
            "--histories", Path.Combine(Path.GetTempPath(), "chat-fault-histories"));
        await load.PassedAsync(_limit.Token);
    }
}
