using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Limiting;
using Chat.ServiceDefaults.Requests;

namespace Chat.Media.Requests;

internal static class RequestsRegistration
{
    /// <summary>What every request of a client needs, and the way to Messaging.</summary>
    public static void AddRequests(this WebApplicationBuilder builder)
    {
        builder.AddChatAuthentication();
        builder.AddReplicaCalls(ServiceNames.Messaging);
        builder.Services.AddSingleton<IDeviceAccess, AskedDeviceAccess>();
        builder.AddRequestJson();
        builder.AddChatLimits();
    }

    /// <summary>What clients call.</summary>
    public static RouteGroupBuilder MapMedia(this IEndpointRouteBuilder routes)
    {
        var media = routes.MapGroup("/api/media").RequireAuthorization();
        media.AddEndpointFilter<RouteGroupBuilder, StoreOutageFilter>();
        return media;
    }
}
