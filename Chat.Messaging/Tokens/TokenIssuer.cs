using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenAnswer = Chat.Contracts.Rest.Tokens;

namespace Chat.Messaging.Tokens;

/// <summary>
/// Writes the built-in tokens. The answer is a function of its arguments: the same refresh token with the same times
/// gives the same access token to the last byte.
/// </summary>
public sealed class TokenIssuer(IConfiguration configuration)
{
    private const int IdBytes = 16;

    private readonly JsonWebTokenHandler _handler = new();
    private readonly SymmetricSecurityKey _key = SigningKey.Of(configuration);

    /// <summary><c>Auth:AccessTokenLifetime</c>, one hour if not set.</summary>
    private readonly TimeSpan _lifetime = configuration.GetValue("Auth:AccessTokenLifetime", TimeSpan.FromHours(1));

    public byte[] Key => _key.Key;

    public TokenAnswer Issue(UserId user, DeviceId device, string refreshToken, DateTimeOffset issuedAt)
    {
        var issued = issuedAt.ToUnixTimeSeconds();
        var lifetime = (int)_lifetime.TotalSeconds;
        var payload = new JsonObject
        {
            [JwtRegisteredClaimNames.Iss] = SigningKey.Issuer,
            [JwtRegisteredClaimNames.Sub] = user.ToString(),
            ["did"] = device.ToString(),
            [JwtRegisteredClaimNames.Iat] = issued,
            [JwtRegisteredClaimNames.Exp] = issued + lifetime,
            [JwtRegisteredClaimNames.Jti] = IdOf(refreshToken),
        };
        var accessToken = _handler.CreateToken(payload.ToJsonString(), new SigningCredentials(_key, SecurityAlgorithms.HmacSha256));
        return new TokenAnswer(accessToken, refreshToken, lifetime, user, device);
    }

    private string IdOf(string refreshToken) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key.Key, (byte[])[.. "jti"u8, .. RefreshToken.Hash(refreshToken)]).AsSpan(0, IdBytes));
}
