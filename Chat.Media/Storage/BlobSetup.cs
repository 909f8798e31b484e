using Azure.Storage.Blobs.Models;
using Chat.Contracts.Retrying;

namespace Chat.Media.Storage;

/// <summary>
/// Where the account is reached by its key (Azurite, a connection string): creates the private container, and lets the web
/// client's origins (<c>Media:WebOrigins</c>, with commas between them) speak to the store. Holds up the host's start until the
/// store has answered.
/// </summary>
/// <remarks>On Azure, where the account is reached with an identity, both are the deployment's: rules of CORS are no business of
/// an identity that may only read and write blobs.</remarks>
internal sealed partial class BlobSetup(MediaBlobs blobs, IConfiguration configuration, TimeProvider time, ILogger<BlobSetup> logger)
    : IHostedService
{
    /// <summary>How long a browser remembers the answer.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!blobs.Account.CanGenerateAccountSasUri)
            return;

        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await blobs.Container.CreateIfNotExistsAsync(PublicAccessType.None, cancellationToken: cancellationToken);
                await AllowOriginsAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (BlobOutage.Is(exception, cancellationToken))
            {
                LogWaiting(logger, exception);
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AllowOriginsAsync(CancellationToken cancellation)
    {
        if (configuration["Media:WebOrigins"] is not { Length: > 0 } origins)
            return;

        // Read and written back: Azurite takes no part of the properties alone.
        var properties = (await blobs.Account.GetPropertiesAsync(cancellation)).Value;
        properties.Cors =
        [
            new BlobCorsRule
            {
                AllowedOrigins = origins,
                AllowedMethods = "GET,HEAD,PUT,OPTIONS",
                AllowedHeaders = "content-type,content-md5,range,if-match,if-none-match,x-ms-*",
                ExposedHeaders = "etag,content-length,content-range,x-ms-*",
                MaxAgeInSeconds = (int)MaxAge.TotalSeconds,
            },
        ];
        await blobs.Account.SetPropertiesAsync(properties, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The blob store cannot be set up yet")]
    private static partial void LogWaiting(ILogger logger, Exception exception);
}
