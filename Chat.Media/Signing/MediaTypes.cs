using Microsoft.Net.Http.Headers;

namespace Chat.Media.Signing;

/// <summary>Types of content, as in the protocol. Parameters (<c>audio/webm;codecs=opus</c>) are the sender's business.</summary>
internal static class MediaTypes
{
    /// <summary>Characters.</summary>
    private const int MaxLength = 200;

    private static readonly string[] Files = ["application/pdf", "application/zip", "text/plain", "application/octet-stream"];

    /// <summary>Images but SVG (which carries scripts), audio, video, and a few kinds of files. Nothing but printable ASCII: the
    /// type becomes a header of the upload and of every download, and the parser lets line breaks pass.</summary>
    public static bool IsAllowed(string text) =>
        text.Length <= MaxLength
        && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        && MediaTypeHeaderValue.TryParse(text, out var type)
        && !type.MatchesAllTypes
        && !type.MatchesAllSubTypes
        && (IsDisplayed(type) || Files.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether a browser may show it in place; anything else is offered for saving.</summary>
    public static bool IsDisplayed(string text) => MediaTypeHeaderValue.TryParse(text, out var type) && IsDisplayed(type);

    /// <summary>Whatever ends with +xml may be taken for a document, scripts and all.</summary>
    private static bool IsDisplayed(MediaTypeHeaderValue type) =>
        (type.Type.Equals("image", StringComparison.OrdinalIgnoreCase)
            || type.Type.Equals("audio", StringComparison.OrdinalIgnoreCase)
            || type.Type.Equals("video", StringComparison.OrdinalIgnoreCase))
        && !type.SubType.StartsWith("svg", StringComparison.OrdinalIgnoreCase)
        && !type.SubType.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
}
