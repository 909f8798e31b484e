namespace Chat.Gateway.Syncing;

public static class SyncingRegistration
{
    public static void AddSyncing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReplaySource>();
        builder.Services.AddSingleton<Replay>();
    }
}
