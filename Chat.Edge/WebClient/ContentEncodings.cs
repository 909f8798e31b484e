namespace Chat.Edge.WebClient;

/// <summary>What the build of the web client leaves beside a file: the same, compressed. The smallest comes first.</summary>
internal static class ContentEncodings
{
    public static readonly IReadOnlyList<(string Name, string Suffix)> All = [("br", ".br"), ("gzip", ".gz")];

    /// <summary>The file that it was made from, and how it is compressed, if it is.</summary>
    public static (string Path, string? Encoding) Split(string path)
    {
        foreach (var (name, suffix) in All)
        {
            if (path.EndsWith(suffix, StringComparison.Ordinal))
                return (path[..^suffix.Length], name);
        }

        return (path, null);
    }
}
