using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Messaging.Media;

public static class MediaRegistration
{
    public static void AddMedia(this IHostApplicationBuilder builder)
    {
        builder.AddReplicaCalls(ServiceNames.Media);
        builder.Services.AddSingleton<IMedia, MediaReplicas>();
        builder.Services.AddSingleton<KnownSends>();
        builder.Services.AddSingleton<SendClaims>();
        builder.Services.AddSingleton<VisibleCall>();
        builder.Services.AddSingleton<CarriedCall>();
    }

    public static void MapMedia(this WebApplication app)
    {
        app.MapInternal(InternalRoutes.MediaVisible, MediaViews.Parser, app.Services.GetRequiredService<VisibleCall>().AnswerAsync);
        app.MapInternal(InternalRoutes.MediaCarried, MediaCarriers.Parser, app.Services.GetRequiredService<CarriedCall>().AnswerAsync);
    }
}
