using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Messaging.Visibility;

public static class VisibilityRegistration
{
    public static void AddVisibility(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<VisibilityCall>();
        builder.Services.AddSingleton<LastSeenCall>();
    }

    public static void MapVisibility(this WebApplication app)
    {
        app.MapInternal(InternalRoutes.Visibility, VisibilityQuery.Parser, app.Services.GetRequiredService<VisibilityCall>().AnswerAsync);
        app.MapInternal(InternalRoutes.LastSeen, LastSeenBatch.Parser, app.Services.GetRequiredService<LastSeenCall>().StoreAsync);
    }
}
