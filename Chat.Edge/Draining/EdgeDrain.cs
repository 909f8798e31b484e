using Chat.ServiceDefaults.Draining;

namespace Chat.Edge.Draining;

/// <summary>
/// Before the edge stops, the connections that go through it are cut evenly over <see cref="EdgeLimits.DrainOver"/>, and
/// forwarded until their turn comes: an upgrade replaces all edges at once, and what one of them cuts comes back to the others. A
/// device learns nothing of why: an edge does not speak its protocol.
/// </summary>
internal sealed partial class EdgeDrain(ForwardedConnections connections, EdgeLimits limits, TimeProvider time, ILogger<EdgeDrain> logger)
    : IHostedLifecycleService
{
    /// <summary>Before the server stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // At once is what the server does by itself.
        if (limits.DrainOver == TimeSpan.Zero)
            return;

        HttpContext[] all = [.. connections.All];
        LogDraining(logger, all.Length, limits.DrainOver);
        await Goodbyes.SayAsync(all, limits.DrainOver, connections.Cut, () => connections.Count > 0, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Cutting {Connections} connections over {Time}")]
    private static partial void LogDraining(ILogger logger, int connections, TimeSpan time);
}
