using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Chat.Edge.WebClient;

/// <summary>
/// Puts a file's compressed form in its place where the request accepts it. Compressed once, by the build: smaller than what could be
/// afforded at each request, and with a length, an ETag and ranges of its own.
/// </summary>
internal sealed class PrecompressedFiles(IFileProvider files)
{
    public void Choose(HttpContext context)
    {
        if (context.Request.Path.Value is not { } path)
            return;
        var present = ContentEncodings.All.Where(encoding => files.GetFileInfo(path + encoding.Suffix).Exists).ToArray();
        if (present.Length == 0)
            return;

        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        var best = present.MaxBy(encoding => Quality(accepted, encoding.Name));
        if (Quality(accepted, best.Name) > 0)
            context.Request.Path = path + best.Suffix;
    }

    private static double Quality(IList<StringWithQualityHeaderValue> accepted, string encoding)
    {
        var named = accepted.FirstOrDefault(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase))
            ?? accepted.FirstOrDefault(one => one.Value == "*");
        return named is null ? 0 : named.Quality ?? 1;
    }
}
