using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Messaging.Media;

/// <summary>Chat.Media by internal calls to any of its replicas.</summary>
public sealed class MediaReplicas([FromKeyedServices(ServiceNames.Media)] ReplicaCalls calls) : IMedia
{
    /// <summary>Of an attempt: all of them end within the gateways' 4 s.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public Task<MediaClaimsResult> ClaimAsync(MediaClaims claims, CancellationToken cancellation) =>
        calls.CallAsync(InternalRoutes.MediaClaim, claims, MediaClaimsResult.Parser, Deadline, cancellation);
}
