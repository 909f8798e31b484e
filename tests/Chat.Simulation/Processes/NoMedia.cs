using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Messaging.Media;

namespace Chat.Simulation.Processes;

/// <summary>A cluster without Chat.Media: the devices send none.</summary>
internal sealed class NoMedia : IMedia
{
    public Task<MediaClaimsResult> ClaimAsync(MediaClaims claims, CancellationToken cancellation) =>
        throw ChatException.Unavailable("There is no Media here.");
}
