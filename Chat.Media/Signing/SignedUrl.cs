namespace Chat.Media.Signing;

/// <param name="Url">As clients reach the store.</param>
internal sealed record SignedUrl(string Url, DateTimeOffset ExpiresAt);
