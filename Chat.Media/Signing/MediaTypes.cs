using Microsoft.Net.Http.Headers;

namespace Chat.Media.Signing;

/// <summary>Types of content, as in the protocol. Parameters (<c>audio/webm;codecs=opus</c>) are the sender's business.</summary>
internal static class MediaTypes
{
    /// <summary>Characters.</summary>
    private const int MaxLength = 200;

    private static readonly string[] Files = ["application/pdf", "application/zip", "text/plain", "application/octet-stream"];

    /// <summary>Images but SVG (which carries scripts), audio, video, and a few kinds of files.</summary>
    public static bool IsAllowed(string text) =>
        text.Length <= MaxLength
        && MediaTypeHeaderValue.TryParse(text, out var type)
        && !type.MatchesAllTypes
        && !type.MatchesAllSubTypes
        && (IsDisplayed(type) || Files.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a browser may show it in place; anything else is offered for saving.</summary>
    public static bool IsDisplayed(string text) => MediaTypeHeaderValue.TryParse(text, out var type) && IsDisplayed(type);

    private static bool IsDisplayed(MediaTypeHeaderValue type) =>
        type.Type.Equals("audio", StringComparison.OrdinalIgnoreCase)
        || type.Type.Equals("video", StringComparison.OrdinalIgnoreCase)
        || (type.Type.Equals("image", StringComparison.OrdinalIgnoreCase)
            && !type.SubType.StartsWith("svg", StringComparison.OrdinalIgnoreCase));
}
