using Chat.Contracts.Internal;
using Chat.Gateway.Connections;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Chat.Gateway.Presence;

public static class PresenceRegistration
{
    /// <summary>Behind the hub's own registration: its protocol takes the place of SignalR's of the same name.</summary>
    public static void AddPresence(this IHostApplicationBuilder builder)
    {
        builder.AddInstanceDirectory(ServiceNames.Presence);
        var services = builder.Services;
        services.AddSingleton<IHubProtocol>(provider => new ClosingProtocol(new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
        services.AddSingleton<PollingFarewells>();
        services.AddSingleton(provider => new LocalPresence(provider.GetRequiredService<InstanceLease>().Id, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PresenceReplicas>();
        services.AddSingleton<PresenceChangesHandler>();
        services.AddSingleton(provider => new PresenceWatching(
            provider.GetRequiredService<LocalPresence>(), provider.GetRequiredService<PresenceReplicas>()));
        services.AddSingleton(provider => new PresenceLifetime(
            provider.GetRequiredService<LocalPresence>(),
            provider.GetRequiredService<PollingFarewells>(),
            provider.GetRequiredService<GatewayLimits>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<PresenceReporter>();
    }

    public static void MapPresence(this WebApplication app)
    {
        app.UseWebSockets();
        app.UseMiddleware<FarewellMiddleware>();
        var handler = app.Services.GetRequiredService<PresenceChangesHandler>();
        app.MapInternal(InternalRoutes.PresenceChanges, PresenceChanges.Parser, (changes, _) => Task.FromResult(handler.Handle(changes)));
    }
}
