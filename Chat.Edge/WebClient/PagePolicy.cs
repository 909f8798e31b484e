namespace Chat.Edge.WebClient;

/// <summary>
/// What the client's page may do: load its own files, speak to this origin (its WebSocket too) and to the blob store. Styles are set
/// by script, never written into the markup, so nothing inline is needed.
/// </summary>
/// <param name="ContentSecurityPolicy">The header's value.</param>
internal sealed record PagePolicy(string ContentSecurityPolicy)
{
    /// <summary>Where media go to and come from: origins, separated by spaces. Unset: any origin with TLS.</summary>
    public const string ConnectSources = "WebClient:ConnectSources";

    private const string PermissionsPolicy =
        "camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()";

    /// <exception cref="InvalidOperationException">The configured sources would end the directive.</exception>
    public static PagePolicy Of(IConfiguration configuration)
    {
        var sources = configuration[ConnectSources] is { Length: > 0 } configured ? configured : "https:";
        if (sources.AsSpan().ContainsAny(";,\r\n"))
            throw new InvalidOperationException($"{ConnectSources} holds origins, separated by spaces.");
        return new PagePolicy(string.Join("; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self' blob: data:",
            "media-src 'self' blob: data:",
            "manifest-src 'self'",
            $"connect-src 'self' {sources}",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'"));
    }

    public void Apply(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
