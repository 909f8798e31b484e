using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Chat.ServiceDefaults.Calls;

/// <summary>The secret that the services share (<c>Internal:Secret</c>); internal calls without it are refused.</summary>
public sealed class InternalSecret(IConfiguration configuration)
{
    public const string Header = "x-chat-internal";

    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(
        configuration["Internal:Secret"] is { Length: >= 16 } secret
            ? secret
            : throw new InvalidOperationException("Internal:Secret must be set, with at least 16 characters."));

    public string Value => Encoding.UTF8.GetString(_bytes);

    public bool Matches(string? candidate) =>
        candidate is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(candidate), _bytes);
}
