using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Presence;

/// <summary>Reports to the replicas of Presence, every <see cref="Tick"/> what has changed. One that is away or slow is tried
/// again with a backoff, and costs nothing else: nothing waits for it.</summary>
public sealed partial class PresenceReporter(
    LocalPresence local,
    PresenceReplicas replicas,
    PresenceChangesHandler changes,
    [FromKeyedServices(ServiceNames.Presence)] InstanceDirectory directory,
    TimeProvider time,
    ILogger<PresenceReporter> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtStop = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Tick, time);
        var sending = new List<Task>();
        try
        {
            while (await ticks.WaitForNextTickAsync(stoppingToken))
            {
                local.UseReplicas(directory.Usable);
                changes.WriteHeld();
                sending.RemoveAll(task => task.IsCompletedSuccessfully);
                // At most one a replica is under way.
                sending.AddRange(local.Take().Select(report => SendAsync(report, stoppingToken)));
            }
        }
        finally
        {
            await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SendLastAsync();
        }
    }

    /// <summary>Who has left until the end: else it would be known only when this gateway is missed.</summary>
    private async Task SendLastAsync()
    {
        using var limit = new CancellationTokenSource(AtStop, time);
        var sending = Task.WhenAll(local.Take().Select(report => SendAsync(report, limit.Token)));
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAsync(OutgoingReport report, CancellationToken cancellation)
    {
        var (arrived, incomplete) = (false, false);
        try
        {
            incomplete = (await replicas.ReportAsync(report.Link.Replica, report.Report, cancellation)).Incomplete;
            arrived = true;
            if (report.Link.Failures > 0)
                LogReportedAgain(logger, report.Link.Replica.Id);
        }
        catch (ChatException exception)
        {
            LogNotReported(logger, report.Link.Failures == 0 ? LogLevel.Warning : LogLevel.Debug, report.Link.Replica.Id, exception);
        }
        finally
        {
            local.End(report, arrived, incomplete);
        }
    }

    [LoggerMessage(Message = "Who is connected could not be reported to {Replica}; tried again")]
    private static partial void LogNotReported(ILogger logger, LogLevel level, string replica, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Replica} takes reports again")]
    private static partial void LogReportedAgain(ILogger logger, string replica);
}
