using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>
/// This process's identity in Microsoft Entra (on Azure its managed identity, which <c>AZURE_CLIENT_ID</c> names): one
/// credential, and with it one cache of tokens, for all its clients.
/// </summary>
internal static class ProcessIdentity
{
    /// <summary>The credential among the services, put there first if there is none. An instance rather than a factory: Aspire's
    /// registrations take it before there is a provider.</summary>
    /// <exception cref="InvalidOperationException">There is one, but not as an instance.</exception>
    public static TokenCredential AddProcessIdentity(this IHostApplicationBuilder builder)
    {
        if (builder.Services.LastOrDefault(service => service.ServiceType == typeof(TokenCredential)) is { } registered)
        {
            return registered.ImplementationInstance as TokenCredential
                ?? throw new InvalidOperationException("A TokenCredential must be registered as an instance.");
        }

        var credential = new DefaultAzureCredential();
        builder.Services.AddSingleton<TokenCredential>(credential);
        return credential;
    }
}
