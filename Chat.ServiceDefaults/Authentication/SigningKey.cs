using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>The key of the built-in tokens (<c>Auth:SigningKey</c>, at least 32 characters): HMAC-SHA256.</summary>
public static class SigningKey
{
    public const string Issuer = "chat";

    public static SymmetricSecurityKey Of(IConfiguration configuration) =>
        configuration["Auth:SigningKey"] is { Length: >= 32 } key
            ? new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key))
            : throw new InvalidOperationException("Auth:SigningKey must be set, with at least 32 characters.");
}
