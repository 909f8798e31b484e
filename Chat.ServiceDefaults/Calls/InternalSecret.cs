using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Chat.ServiceDefaults.Calls;

/// <summary>
/// The secret that the services share (<c>Internal:Secret</c>, at least 16 characters); internal calls without it are refused. A
/// second one (<c>Internal:OtherSecret</c>) is accepted too, and never sent: while one is exchanged for another, replicas with
/// either understand each other.
/// </summary>
public sealed class InternalSecret(IConfiguration configuration)
{
    public const string Header = "x-chat-internal";

    private const int MinLength = 16;

    private readonly byte[] _bytes = Read(configuration, "Internal:Secret")
        ?? throw new InvalidOperationException($"Internal:Secret must be set, with at least {MinLength} characters.");

    private readonly byte[]? _other = Read(configuration, "Internal:OtherSecret");

    public string Value => Encoding.UTF8.GetString(_bytes);

    public bool Matches(string? candidate)
    {
        if (candidate is null)
            return false;

        var bytes = Encoding.UTF8.GetBytes(candidate);
        return CryptographicOperations.FixedTimeEquals(bytes, _bytes)
            || (_other is not null && CryptographicOperations.FixedTimeEquals(bytes, _other));
    }

    private static byte[]? Read(IConfiguration configuration, string key) => configuration[key] switch
    {
        null or "" => null,
        { Length: >= MinLength } secret => Encoding.UTF8.GetBytes(secret),
        _ => throw new InvalidOperationException($"{key} must have at least {MinLength} characters."),
    };
}
