using Microsoft.AspNetCore.StaticFiles;

namespace Chat.Edge.WebClient;

/// <summary>The web client's files, if this edge has them (<c>wwwroot</c>); without them <c>/</c> is a 404 like any
/// unknown address.</summary>
internal static class WebClientFiles
{
    /// <summary>What lies there has its content's hash in its name and never changes.</summary>
    private const string HashedFolder = "/assets";

    public static void UseWebClient(this WebApplication app)
    {
        if (!Directory.Exists(app.Environment.WebRootPath))
            return;

        var precompressed = new PrecompressedFiles(app.Environment.WebRootFileProvider);
        var policy = PagePolicy.Of(app.Configuration);
        app.UseDefaultFiles();
        app.Use((context, next) =>
        {
            precompressed.Choose(context);
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            ContentTypeProvider = new ContentTypes(),
            OnPrepareResponse = file => Prepare(file.Context, policy),
        });
    }

    private static void Prepare(HttpContext context, PagePolicy policy)
    {
        var (path, encoding) = ContentEncodings.Split(context.Request.Path.Value!);
        var headers = context.Response.Headers;
        headers.CacheControl = path.StartsWith(HashedFolder + '/', StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        if (path.EndsWith(".html", StringComparison.Ordinal))
            policy.Apply(headers);
    }

    /// <summary>Of a compressed file it is that of the file it was made from.</summary>
    private sealed class ContentTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _known = new();

        public bool TryGetContentType(string subpath, out string contentType)
        {
            if (!_known.TryGetContentType(ContentEncodings.Split(subpath).Path, out contentType!))
                return false;
            if (contentType is "text/html" or "text/css" or "text/javascript" or "text/plain")
                contentType += "; charset=utf-8";
            return true;
        }
    }
}
