using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>A BlobServiceClient, by Aspire.Azure.Storage.Blobs. An account's https address is reached with
/// <see cref="ProcessIdentity"/>.</summary>
public static class BlobClient
{
    public static void AddChatBlobs(this IHostApplicationBuilder builder, string name) =>
        builder.AddAzureBlobServiceClient(name, settings =>
        {
            // A store that is away must not make the process unhealthy: it answers what needs no blob.
            settings.DisableHealthChecks = true;
            if (settings.ServiceUri is not null)
                settings.Credential = builder.AddProcessIdentity();
        });
}
