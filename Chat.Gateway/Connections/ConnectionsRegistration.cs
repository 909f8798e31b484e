using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;

namespace Chat.Gateway.Connections;

public static class ConnectionsRegistration
{
    public static void AddConnections(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(GatewayLimits.Of(builder.Configuration));
        builder.Services.AddSingleton<SessionRegistry>();
        builder.Services.AddSingleton<ConnectionTable>();
        builder.Services.AddSingleton<InstanceLoad>(services =>
        {
            var table = services.GetRequiredService<ConnectionTable>();
            return () => table.Count;
        });
        builder.Services.AddSingleton<DeviceCheck>();
        builder.Services.AddSingleton<Replacement>();
        builder.Services.AddSingleton<SessionRegistration>();
        builder.Services.AddSingleton<SessionRestoration>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SessionRestoration>());
        builder.Services.AddSingleton(services => new MemoryPressure(
            services.GetRequiredService<GatewayLimits>(), services.GetRequiredService<TimeProvider>(), MemoryPressure.OfRuntime));
        builder.Services.AddSingleton<ConnectionAdmission>();
        builder.Services.AddSingleton<ConnectionLifecycle>();
        builder.Services.AddSingleton<TokenRenewal>();
        builder.Services.AddHostedService<ConnectionSweep>();
    }

    /// <summary>Another gateway has a newer connection of a device that is connected here.</summary>
    public static void MapConnections(this WebApplication app)
    {
        var table = app.Services.GetRequiredService<ConnectionTable>();
        ConnectionMetrics.Observe(table);
        app.MapInternal(InternalRoutes.Close, CloseConnections.Parser, (request, _) =>
        {
            foreach (var id in request.ConnectionIds)
                table.Find(id)?.Close(request.Reason, ClosePolicy.RetryAfter(request.Reason));
            return Task.FromResult(new Done());
        });
    }
}
