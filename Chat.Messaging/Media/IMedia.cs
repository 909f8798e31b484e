using Chat.Contracts.Errors;
using Chat.Contracts.Internal;

namespace Chat.Messaging.Media;

/// <summary>The border to Chat.Media.</summary>
public interface IMedia
{
    /// <summary>May these users send these media into these chats? What is allowed is noted there as being in that chat.</summary>
    /// <exception cref="ChatException"><c>unavailable</c> when nobody answered.</exception>
    Task<MediaClaimsResult> ClaimAsync(MediaClaims claims, CancellationToken cancellation);
}
