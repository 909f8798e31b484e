using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Presence.Upstream;

/// <summary>What Presence asks of Messaging, and has it keep.</summary>
internal sealed class MessagingReplicas([FromKeyedServices(ServiceNames.Messaging)] ReplicaCalls messaging)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    /// <exception cref="ChatException"><c>unavailable</c> if none answered.</exception>
    public Task<VisibilityResult> ReadVisibilityAsync(VisibilityQuery query, CancellationToken cancellation) =>
        messaging.CallAsync(InternalRoutes.Visibility, query, VisibilityResult.Parser, Deadline, cancellation);

    /// <exception cref="ChatException"><c>unavailable</c> if none took it.</exception>
    public Task StoreLastSeenAsync(LastSeenBatch batch, CancellationToken cancellation) =>
        messaging.CallAsync(InternalRoutes.LastSeen, batch, Done.Parser, Deadline, cancellation);
}
