using Azure.Storage.Blobs;

namespace Chat.Media.Signing;

internal static class SigningRegistration
{
    public static void AddSigning(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FetchDelegationKey>(services =>
        {
            var account = services.GetRequiredService<BlobServiceClient>();
            return async (from, until, cancellation) => (await account.GetUserDelegationKeyAsync(from, until, cancellation)).Value;
        });
        builder.Services.AddSingleton<DelegationKeys>();
        builder.Services.AddSingleton<IBlobSigner>(services =>
            services.GetRequiredService<BlobServiceClient>().CanGenerateAccountSasUri
                ? new AccountKeySigner()
                : new DelegationSigner(services.GetRequiredService<DelegationKeys>()));
        builder.Services.AddSingleton(services =>
            new PublicAddress(services.GetRequiredService<BlobServiceClient>().Uri, builder.Configuration["Media:PublicBaseUrl"]));
        builder.Services.AddSingleton<SignedUrls>();
    }
}
