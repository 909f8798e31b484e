using System.Security.Cryptography;
using System.Text;

namespace Chat.Edge.Scaling;

/// <summary>The secret that the edge shares with the platform's scaler (<c>Scaling:Key</c>), which has no other way to say who it
/// is.</summary>
internal sealed class ScalingKey
{
    public const string Header = "x-scaling-key";

    private const int ShortestKey = 16;

    private readonly byte[] _bytes;

    private ScalingKey(string key) => _bytes = Encoding.UTF8.GetBytes(key);

    /// <returns>Null: none is configured.</returns>
    /// <exception cref="InvalidOperationException">One that could be guessed.</exception>
    public static ScalingKey? Of(IConfiguration configuration) => configuration["Scaling:Key"] switch
    {
        null or "" => null,
        { Length: < ShortestKey } => throw new InvalidOperationException($"Scaling:Key must have at least {ShortestKey} characters."),
        var key => new ScalingKey(key),
    };

    public bool Matches(string? candidate) =>
        candidate is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(candidate), _bytes);
}
