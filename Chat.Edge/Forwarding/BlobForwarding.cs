using System.Diagnostics;
using System.Net;
using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Chat.Edge.Forwarding;

/// <summary>
/// <c>/blobs/**</c> goes to a blob store of the deployment's own, which has no public address (<c>services:blobs:http:0</c>,
/// without it there is no such route): what clients are granted by signed URLs, and nothing else. The store sees the path behind
/// the prefix, since the signature covers it.
/// </summary>
internal static class BlobForwarding
{
    public const string Prefix = "/blobs";

    private const string Signature = "sig";

    private const string CopySource = "x-ms-copy-source";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put, HttpMethods.Options];

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Of silence.</summary>
    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromSeconds(60) };

    public static void MapBlobs(this WebApplication app)
    {
        if (app.Configuration["services:blobs:http:0"] is not { Length: > 0 } store)
            return;

        var client = NewClient();
        app.Lifetime.ApplicationStopped.Register(client.Dispose);
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        app.MapMethods(Prefix + "/{**blob}", Methods, context => IsGranted(context.Request)
            ? ForwardAsync(context, forwarder, store, client)
            : ProblemResponse.WriteAsync(context, ErrorCodes.NotAllowed, "Only a signed address leads to the store."));
    }

    /// <summary>The store checks the signature; who has none at all does not get so far. A browser's preflight has none. And it is for one
    /// blob: Azurite would copy any other blob of the account onto that, for whoever may write it, without a signature for the source.</summary>
    private static bool IsGranted(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method)
        || (request.Query[Signature] is [{ Length: > 0 }] && !request.Headers.ContainsKey(CopySource));

    private static async Task ForwardAsync(HttpContext context, IHttpForwarder forwarder, string store, HttpMessageInvoker client)
    {
        // In blocks, or whole; it is passed on as it comes.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = Limits.MaxMedia;
        // The store's own refusals stay as they are: clients of the store read them.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;

        var error = await forwarder.SendAsync(context, store, client, Patience, BlobTransformer.Instance);
        if (error == ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;

        context.Response.Clear();
        await ProblemResponse.WriteAsync(context, ErrorCodes.Unavailable, "The store does not answer; nothing is known of the outcome.");
    }

    private static HttpMessageInvoker NewClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
    });
}
