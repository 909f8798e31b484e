using Chat.Contracts.Internal;
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
        services.AddSingleton<IHubProtocol>(provider => new ClosingProtocol(
            new JsonHubProtocol(provider.GetRequiredService<IOptions<JsonHubProtocolOptions>>())));
        services.AddSingleton<PollingFarewells>();
        services.AddSingleton(provider => new LocalPresence(
            provider.GetRequiredService<InstanceLease>().Id, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PresenceReplicas>();
        services.AddSingleton<PresenceChangesHandler>();
        services.AddSingleton<PresenceWatching>();
        services.AddSingleton<PresenceLifetime>();
        services.AddHostedService<PresenceReporter>();
    }

    /// <summary>Behind the hub's own middleware, which takes this gateway's name off the tokens of connections.</summary>
    public static void MapPresence(this WebApplication app)
    {
        app.UseWebSockets();
        app.UseMiddleware<FarewellMiddleware>();
        var handler = app.Services.GetRequiredService<PresenceChangesHandler>();
        app.MapInternal(InternalRoutes.PresenceChanges, PresenceChanges.Parser, (changes, _) => Task.FromResult(handler.Handle(changes)));
    }
}
