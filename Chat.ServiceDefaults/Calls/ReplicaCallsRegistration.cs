using Chat.ServiceDefaults.Instances;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Calls;

public static class ReplicaCallsRegistration
{
    /// <summary><see cref="ReplicaCalls"/> of <paramref name="service"/>, keyed by its name, with its directory.</summary>
    public static void AddReplicaCalls(this IHostApplicationBuilder builder, string service)
    {
        builder.AddInstanceDirectory(service);
        builder.Services.AddKeyedSingleton(service, (services, _) =>
            ActivatorUtilities.CreateInstance<ReplicaCalls>(services, services.GetRequiredKeyedService<InstanceDirectory>(service)));
    }
}
