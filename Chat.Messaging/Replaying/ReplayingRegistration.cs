using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Messaging.Replaying;

public static class ReplayingRegistration
{
    public static void AddReplaying(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IReplayStore, PostgresReplayStore>();
        builder.Services.AddSingleton<ReplayPlan>();
        builder.Services.AddSingleton<ReplayReader>();
        builder.Services.AddSingleton<Replay>();
    }

    public static void MapReplaying(this WebApplication app) =>
        app.MapInternalStream(InternalRoutes.Sync, SyncQuery.Parser, app.Services.GetRequiredService<Replay>().StreamAsync);
}
