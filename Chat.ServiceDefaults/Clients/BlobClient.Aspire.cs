using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>A BlobServiceClient, by Aspire.Azure.Storage.Blobs.</summary>
public static class BlobClient
{
    // A store that is away must not make the process unhealthy: it answers what needs no blob.
    public static void AddChatBlobs(this IHostApplicationBuilder builder, string name) =>
        builder.AddAzureBlobServiceClient(name, settings => settings.DisableHealthChecks = true);
}
