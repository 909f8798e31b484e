using Microsoft.Extensions.Configuration;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>
/// The claims that hold Chat's user id and device id: <c>sub</c> and <c>did</c> in the built-in tokens. An authority of
/// one's own maps them with <c>Auth:UserClaim</c> and <c>Auth:DeviceClaim</c>.
/// </summary>
public sealed record TokenClaims(string User, string Device)
{
    public static TokenClaims Of(IConfiguration configuration) =>
        new(configuration["Auth:UserClaim"] ?? "sub", configuration["Auth:DeviceClaim"] ?? "did");
}
