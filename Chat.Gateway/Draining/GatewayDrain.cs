using Chat.Contracts.Hub;
using Chat.Contracts.Retrying;
using Chat.Gateway.Connections;
using Chat.ServiceDefaults.Draining;
using Chat.ServiceDefaults.Instances;
using StackExchange.Redis;

namespace Chat.Gateway.Draining;

/// <summary>
/// Empties the gateway before it stops: nobody is sent here any more, the connected are told <c>draining</c> and when to
/// come back, evenly over <see cref="GatewayLimits.DrainOver"/>; the sends under way of those who were told are answered
/// (bounded), then they are closed.
/// </summary>
public sealed partial class GatewayDrain(
    ConnectionTable table, InstanceLease lease, GatewayLimits limits, TimeProvider time, ILogger<GatewayDrain> logger)
{
    private static readonly TimeSpan LeaseDeadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>An answer that was given is still being written.</summary>
    private static readonly TimeSpan AnswerWritten = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends when no connection is left, or after the time that all of it may take.</summary>
    /// <exception cref="OperationCanceledException">It was broken off; connections are left.</exception>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        table.Drain();
        await DrainLeaseAsync(cancellation);
        LogDraining(logger, table.Count, limits.DrainOver);
        ClientConnection[] connections = [.. table.All];
        await Goodbyes.SayAsync(
            connections, limits.DrainOver, connection => SayGoodbye(connection, cancellation), () => table.Count > 0, time, cancellation);

        var began = time.GetTimestamp();
        while (table.Count > 0 && time.GetElapsedTime(began) < limits.DrainWithin + limits.CloseWithin)
            await Task.Delay(Look, time, cancellation);
    }

    private void SayGoodbye(ClientConnection connection, CancellationToken cancellation) =>
        connection.Close(CloseReasons.Draining, ClosePolicy.RetryAfter(CloseReasons.Draining), AnsweredAsync(connection, cancellation));

    private async Task AnsweredAsync(ClientConnection connection, CancellationToken cancellation)
    {
        await connection.Sends.IdleAsync().WaitAsync(limits.DrainWithin, time, cancellation).ConfigureAwait(Await.EitherWay);
        await Task.Delay(AnswerWritten, time, cancellation).ConfigureAwait(Await.EitherWay);
    }

    private async Task DrainLeaseAsync(CancellationToken cancellation)
    {
        try
        {
            await lease.DrainAsync(cancellation).WaitAsync(LeaseDeadline, time, cancellation);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            LogLeaseNotDrained(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Draining {Connections} connections over {Time}")]
    private static partial void LogDraining(ILogger logger, int connections, TimeSpan time);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease could not be marked as draining")]
    private static partial void LogLeaseNotDrained(ILogger logger, Exception exception);
}
