using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Delivery.Pushing;

internal static class PushingRegistration
{
    public static void AddPushing(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<RemoveSession>(provider => provider.GetRequiredService<SessionRegistry>().RemoveAsync);
        services.AddSingleton<StaleSessions>();
        services.AddSingleton(PumpPolicy.Default);
        services.AddSingleton<PushToGateway>(provider =>
        {
            var client = provider.GetRequiredService<InternalClient>();
            return (gateway, batch, deadline, cancellation) =>
                client.CallAsync(gateway, InternalRoutes.Push, batch, PushResult.Parser, deadline, cancellation);
        });
        services.AddSingleton(provider =>
        {
            var directory = provider.GetRequiredKeyedService<InstanceDirectory>(ServiceNames.Gateway);
            var source = provider.GetRequiredService<InstanceLease>().Id;
            var pumps = new GatewayPumps(
                (gateway, numbers) => ActivatorUtilities.CreateInstance<GatewayPump>(provider, gateway, source, numbers),
                directory.RefreshAsync);
            directory.Changed += () => pumps.Update(directory.All);
            pumps.Update(directory.All);
            return pumps;
        });
    }
}
