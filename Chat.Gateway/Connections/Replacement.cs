using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Gateway.Connections;

/// <summary>Closes the connection that a device's new one replaces, here or on another gateway. If that one cannot be
/// told, its next heartbeat finds out.</summary>
public sealed partial class Replacement(
    ConnectionTable table,
    InstanceLease lease,
    [FromKeyedServices(ServiceNames.Gateway)] InstanceDirectory gateways,
    InternalClient client,
    TimeProvider time,
    ILogger<Replacement> logger)
{
    private const int Attempts = 4;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public async Task CloseAsync(Session replaced, CancellationToken cancellation)
    {
        if (replaced.Gateway == lease.Id)
        {
            table.Find(replaced.ConnectionId)?.Close(CloseReasons.Replaced);
            return;
        }

        var request = new CloseConnections { ConnectionIds = { replaced.ConnectionId }, Reason = CloseReasons.Replaced };
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            // Without a lease it is dead, and its connections with it.
            if (gateways.Find(replaced.Gateway) is not { } gateway)
                return;

            try
            {
                await client.CallAsync(gateway, InternalRoutes.Close, request, Done.Parser, Deadline, cancellation);
                return;
            }
            catch (ChatException failure) when (failure.Code == ErrorCodes.Unavailable)
            {
                LogNotTold(logger, replaced.Gateway, failure);
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Gateway} could not be told that a connection is replaced")]
    private static partial void LogNotTold(ILogger logger, string gateway, Exception exception);
}
