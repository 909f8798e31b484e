using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.Messaging.Privacy;

/// <summary>
/// Tells every replica of Presence who may be seen by others than before. Nobody waits for it, and it is tried once:
/// presence promises no delivery. Beyond <see cref="Waiting"/> users that wait it is dropped.
/// </summary>
public sealed partial class PresenceRechecks(
    [FromKeyedServices(ServiceNames.Presence)] InstanceDirectory presence, InternalClient client, ILogger<PresenceRechecks> logger) : BackgroundService
{
    private const int Waiting = 10_000;

    /// <summary>Users of one call.</summary>
    private const int Users = 1_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private static readonly Counter<long> Dropped =
        ChatMetrics.Meter.CreateCounter<long>("chat.presence.rechecks.dropped", "{user}", "Users whose new visibility Presence is not told");

    private readonly Channel<UserId> _waiting = Channel.CreateBounded<UserId>(new BoundedChannelOptions(Waiting) { SingleReader = true });

    public void Add(UserId user)
    {
        if (!_waiting.Writer.TryWrite(user))
            Dropped.Add(1);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reader = _waiting.Reader;
        while (await reader.WaitToReadAsync(stoppingToken))
        {
            var users = new HashSet<long>();
            while (users.Count < Users && reader.TryRead(out var user))
                users.Add(user.Value);
            var recheck = new PresenceRecheck { UserIds = { users } };
            await Task.WhenAll(presence.All.Select(instance => TellAsync(instance, recheck, stoppingToken)));
        }
    }

    private async Task TellAsync(Instance instance, PresenceRecheck recheck, CancellationToken cancellation)
    {
        try
        {
            await client.CallAsync(instance, InternalRoutes.PresenceRecheck, recheck, Done.Parser, Deadline, cancellation);
        }
        catch (ChatException exception)
        {
            Dropped.Add(recheck.UserIds.Count);
            LogNotTold(logger, instance.Id, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Presence instance {Instance} was not told who may see whom: {Reason}")]
    private static partial void LogNotTold(ILogger logger, string instance, string reason);
}
