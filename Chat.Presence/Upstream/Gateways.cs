using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Presence.Upstream;

/// <summary>The gateways that hold a lease.</summary>
internal sealed class Gateways(InternalClient client, [FromKeyedServices(ServiceNames.Gateway)] InstanceDirectory directory)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public IReadOnlyCollection<string> Ids() => [.. directory.All.Select(gateway => gateway.Id)];

    /// <exception cref="ChatException"><c>unavailable</c> if it did not answer.</exception>
    public Task TellAsync(string gateway, PresenceChanges changes, CancellationToken cancellation) =>
        directory.Find(gateway) is { } instance
            ? client.CallAsync(instance, InternalRoutes.PresenceChanges, changes, Done.Parser, Deadline, cancellation)
            : Task.FromException(ChatException.Unavailable($"{gateway} has no lease."));
}
