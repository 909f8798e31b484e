using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>A <see cref="BlobServiceClient"/>, without Aspire's package. The connection string is one with an account's key
/// (Azurite's, say), or the account's https address, which is then reached with <see cref="ProcessIdentity"/>.</summary>
public static class BlobClient
{
    public static void AddChatBlobs(this IHostApplicationBuilder builder, string name)
    {
        var connectionString = builder.Configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"ConnectionStrings:{name} must be set.");
        var client = Uri.TryCreate(connectionString, UriKind.Absolute, out var account)
            ? new BlobServiceClient(account, builder.AddProcessIdentity())
            : new BlobServiceClient(connectionString);
        builder.Services.AddSingleton(client);
    }
}
