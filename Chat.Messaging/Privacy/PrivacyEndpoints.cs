using Chat.ServiceDefaults.Instances;

namespace Chat.Messaging.Privacy;

public static class PrivacyEndpoints
{
    public static void AddPrivacy(this WebApplicationBuilder builder)
    {
        builder.AddInstanceDirectory(ServiceNames.Presence);
        builder.Services.AddSingleton<PresenceRechecks>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PresenceRechecks>());
    }

    public static void MapPrivacy(this IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/users/me/privacy", ChangePrivacy.HandleAsync).RequireAuthorization();
}
