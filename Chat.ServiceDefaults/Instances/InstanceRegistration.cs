using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Instances;

public static class InstanceRegistration
{
    /// <summary>Takes and keeps this process's lease as an instance of <paramref name="service"/>, after its
    /// <see cref="WarmUp"/> if one is registered, and tells its <see cref="InstanceLoad"/> with it likewise.</summary>
    public static void AddInstanceLease(this IHostApplicationBuilder builder, string service)
    {
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<InstanceLease>(services, service));
        builder.Services.AddHostedService(services => services.GetRequiredService<InstanceLease>());
    }

    /// <summary>Keeps the list of the instances of <paramref name="service"/>: an <see cref="InstanceDirectory"/> keyed by
    /// its name.</summary>
    public static void AddInstanceDirectory(this IHostApplicationBuilder builder, string service)
    {
        builder.Services.AddKeyedSingleton(service, (services, _) => ActivatorUtilities.CreateInstance<InstanceDirectory>(services, service));
        // Not AddHostedService: it keeps one of a type, and there is a directory for each service.
        builder.Services.AddSingleton<IHostedService>(services => services.GetRequiredKeyedService<InstanceDirectory>(service));
    }
}
