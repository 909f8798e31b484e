using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>The key of the built-in tokens (<c>Auth:SigningKey</c>, at least 32 characters): HMAC-SHA256. Tokens of a second one
/// (<c>Auth:OtherSigningKey</c>) are accepted too, and none are signed with it: while one key is exchanged for another, a token of either is
/// good at every replica.</summary>
public static class SigningKey
{
    public const string Issuer = "chat";

    private const int MinLength = 32;

    public static SymmetricSecurityKey Of(IConfiguration configuration) =>
        Read(configuration, "Auth:SigningKey")
        ?? throw new InvalidOperationException($"Auth:SigningKey must be set, with at least {MinLength} characters.");

    /// <summary>Whose tokens are valid.</summary>
    public static IReadOnlyList<SymmetricSecurityKey> Accepted(IConfiguration configuration) =>
        Read(configuration, "Auth:OtherSigningKey") is { } other ? [Of(configuration), other] : [Of(configuration)];

    private static SymmetricSecurityKey? Read(IConfiguration configuration, string key) => configuration[key] switch
    {
        null or "" => null,
        { Length: >= MinLength } text => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(text)),
        _ => throw new InvalidOperationException($"{key} must have at least {MinLength} characters."),
    };
}
