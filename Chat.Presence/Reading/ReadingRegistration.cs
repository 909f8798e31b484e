using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Authentication;
using Chat.ServiceDefaults.Calls;

namespace Chat.Presence.Reading;

internal static class ReadingRegistration
{
    public static void AddReading(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDeviceAccess, AskedDeviceAccess>();
        builder.Services.AddSingleton<PresenceReader>();
        builder.Services.AddSingleton<PresenceLookup>();
    }

    public static void MapReading(this WebApplication app)
    {
        app.MapGet("/api/presence", GetPresence.AnswerAsync).RequireAuthorization();
        app.MapInternal(InternalRoutes.PresenceRead, PresenceQuery.Parser, app.Services.GetRequiredService<PresenceReader>().ReadAsync);
    }
}
