using Chat.Contracts.Hub;
using Chat.ServiceDefaults.Instances;
using Yarp.ReverseProxy.Configuration;

namespace Chat.Edge.Forwarding;

/// <summary>What goes where. Anything else, <c>/internal</c> above all, is not forwarded.</summary>
internal static class ForwardedRoutes
{
    /// <summary>Bytes of a body: 10,000 user ids are 160 KB, a hub frame 256 KiB. WebSockets have the hub's own limit.</summary>
    public const long MaxBody = 1024 * 1024;

    public static readonly IReadOnlyList<RouteConfig> All =
    [
        Route("hub", HubRoute.Path + "/{**rest}", ServiceNames.Gateway),
        Route("media", "/api/media/{**rest}", ServiceNames.Media),
        Route("presence", "/api/presence/{**rest}", ServiceNames.Presence),
        Route("api", "/api/{**rest}", ServiceNames.Messaging),
    ];

    private static RouteConfig Route(string id, string path, string service) => new()
    {
        RouteId = id,
        ClusterId = service,
        Match = new RouteMatch { Path = path },
        MaxRequestBodySize = MaxBody,
    };
}
