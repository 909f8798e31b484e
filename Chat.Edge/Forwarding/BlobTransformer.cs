using Chat.ServiceDefaults.Calls;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Chat.Edge.Forwarding;

/// <summary>
/// Between a client and the blob store. The signature alone counts: neither a token nor a cookie of this origin goes there. And what
/// comes back is content by strangers under the page's own origin, so that it must never act as a part of the page: shown by itself
/// it may run nothing, and where the signature does not name its type (the uploader's own reads) it has none that a browser
/// would take for a script or a style.
/// </summary>
internal sealed class BlobTransformer : HttpTransformer
{
    public static readonly BlobTransformer Instance = new();

    private const string SignedContentType = "rsct";
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; sandbox";

    private static readonly string[] NotPassed =
        [HeaderNames.Authorization, HeaderNames.Cookie, InternalSecret.Header];

    private BlobTransformer()
    {
    }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        // As it was signed: query and escapes stay as they came.
        _ = httpContext.Request.Path.StartsWithSegments(BlobForwarding.Prefix, out var path);
        proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(destinationPrefix, path, httpContext.Request.QueryString);
        // The store's own.
        proxyRequest.Headers.Host = null;
        foreach (var header in NotPassed)
            proxyRequest.Headers.Remove(header);
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var passes = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers.ContentSecurityPolicy = Policy;
        if (httpContext.Response.ContentType is { } type && !IsSigned(httpContext.Request.Query, type))
            httpContext.Response.ContentType = "application/octet-stream";
        return passes;
    }

    /// <summary>A signature covers this name alone, as it is written here, and says nothing of an empty value; the collection's own look-up
    /// knows neither.</summary>
    private static bool IsSigned(IQueryCollection query, string type) =>
        query.Any(parameter => parameter.Key.Equals(SignedContentType, StringComparison.Ordinal) && parameter.Value is [var signed] && signed == type);
}
