using System.Security.Claims;
using Chat.Contracts.Ids;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>Who calls: a user on one of the user's devices.</summary>
/// <param name="ExpiresAt">When the access token ends.</param>
public sealed record Caller(UserId User, DeviceId Device, DateTimeOffset ExpiresAt)
{
    /// <summary>Null if the token does not name both.</summary>
    public static Caller? Of(ClaimsPrincipal principal, TokenClaims claims) =>
        UserId.TryParse(principal.FindFirstValue(claims.User), null, out var user)
        && DeviceId.TryParse(principal.FindFirstValue(claims.Device), null, out var device)
        && long.TryParse(principal.FindFirstValue("exp"), out var expires)
            ? new Caller(user, device, DateTimeOffset.FromUnixTimeSeconds(expires))
            : null;
}
