using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Delivery.Consuming;

/// <summary><see cref="Republish"/> over the network: any replica of Messaging opens the outboxes of all.</summary>
internal sealed class RepublishClient(
    InternalClient client, [FromKeyedServices(ServiceNames.Messaging)] InstanceDirectory messaging)
{
    /// <summary>Two minutes of a busy outbox are updated in it.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="Republish"/>
    public async Task AskAsync(long since, CancellationToken cancellation)
    {
        var replica = Rendezvous.Pick(messaging.Usable, since) ?? throw ChatException.Unavailable("No messaging replica is known.");
        try
        {
            await client.CallAsync(
                replica, InternalRoutes.Republish, new RepublishQuery { Since = since }, RepublishResult.Parser, Deadline, cancellation);
        }
        catch (ChatException)
        {
            messaging.Suspect(replica);
            throw;
        }
    }
}
