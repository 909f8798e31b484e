namespace Chat.AppHost;

/// <summary>How a page of the edge comes to speak to the blob store.</summary>
internal static class BrowserUploads
{
    /// <remarks>Media is only told of the edge, and does not wait for it: the edge waits for Media.</remarks>
    public static void LetBrowsersUpload(
        this Infrastructure stores, IResourceBuilder<ProjectResource> edge, IResourceBuilder<ProjectResource> media)
    {
        if (stores.BlobOrigin is { } origin)
            edge.WithEnvironment("WebClient__ConnectSources", origin);

        if (stores.ForwardedBlobs is { } blobs)
        {
            // The platform ends TLS before the edge; what clients are told is the address they see.
            edge.WithHttpsEndpoint().WithExternalHttpEndpoints().WithEnvironment("services__blobs__http__0", blobs.Address);
            media.WithEnvironment(
                "Media__PublicBaseUrl",
                ReferenceExpression.Create($"{edge.GetEndpoint("https").Property(EndpointProperty.Url)}/blobs/{blobs.Account}"));
        }
        else if (edge.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            var port = edge.GetEndpoint("http").Property(EndpointProperty.Port);
            media.WithEnvironment("Media__WebOrigins", ReferenceExpression.Create($"http://localhost:{port},http://127.0.0.1:{port}"));
        }
    }
}
