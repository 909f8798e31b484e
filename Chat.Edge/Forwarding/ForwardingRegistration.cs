using Chat.Contracts.Errors;
using Chat.Edge.Affinity;
using Chat.Edge.Draining;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.SessionAffinity;
using Yarp.ReverseProxy.Transforms;

namespace Chat.Edge.Forwarding;

internal static class ForwardingRegistration
{
    /// <summary>A machine that is gone answers nothing at all; the request goes elsewhere then.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    /// <summary>For requests under way. Forwarded WebSockets do not end by themselves: until they are cut off nobody is let
    /// in, and those behind them go on as if nothing were.</summary>
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(2);

    public static void AddForwarding(this IHostApplicationBuilder builder)
    {
        // It warns of each connection that a client or a gateway ends; Failover logs what it steps round.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error);
        foreach (var service in Upstreams.Names)
            builder.AddInstanceDirectory(service);

        builder.AddDraining(EndWithin);
        builder.Services.AddSingleton<Upstreams>();
        builder.Services.AddSingleton<LeasedDestinations>();
        builder.Services.AddSingleton<IProxyConfigProvider>(services => services.GetRequiredService<LeasedDestinations>().Provider);
        builder.Services.AddSingleton<ILoadBalancingPolicy, UsableTwoChoices>();
        builder.Services.AddSingleton<ISessionAffinityPolicy, ConnectionTokenAffinity>();
        builder.Services.AddSingleton<IAffinityFailurePolicy, ConnectionGone>();
        builder.Services.AddReverseProxy()
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = ConnectTimeout)
            // Whoever calls from outside is no service.
            .AddTransforms(transforms => transforms.AddRequestHeaderRemove(InternalSecret.Header));
    }

    public static void MapForwarding(this WebApplication app)
    {
        var connections = app.Services.GetRequiredService<ForwardedConnections>();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(RefuseTooLargeAsync);
            proxy.Use(connections.HoldAsync);
            proxy.UseMiddleware<Failover>();
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
        });
    }

    /// <summary>Before a destination is bothered with it. A body without a length is cut off at the limit by Kestrel.</summary>
    private static Task RefuseTooLargeAsync(HttpContext context, RequestDelegate next) =>
        context.Request.ContentLength > ForwardedRoutes.MaxBody
            ? ProblemResponse.WriteAsync(context, ErrorCodes.TooLarge, "The request is too large.")
            : next(context);
}
