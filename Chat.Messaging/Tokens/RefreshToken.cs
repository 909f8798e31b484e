using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Chat.Messaging.Tokens;

/// <summary>
/// A refresh token: 256 random bits in base64url, known to the server by its SHA-256 alone. A successor is derived from
/// the token that it follows, a salt and the signing key, so that a lost answer can be given again without storing it.
/// </summary>
public static class RefreshToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>How long a used token still gets the answer that it got, if that one's token was not used.</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromSeconds(60);

    public const int SaltBytes = 32;

    private static ReadOnlySpan<byte> SuccessorPurpose => "refresh-successor"u8;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Successor(byte[] signingKey, string token, byte[] salt) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(signingKey, (byte[])[.. SuccessorPurpose, .. salt, .. Encoding.UTF8.GetBytes(token)]));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
