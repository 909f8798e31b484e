using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Media.Claiming;

internal static class ClaimingRegistration
{
    public static void AddClaiming(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ClaimStatement>();
        builder.Services.AddSingleton<ClaimCall>();
    }

    public static void MapClaiming(this WebApplication app) =>
        app.MapInternal(InternalRoutes.MediaClaim, MediaClaims.Parser, app.Services.GetRequiredService<ClaimCall>().AnswerAsync);
}
