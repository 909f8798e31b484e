namespace Chat.Gateway.Heartbeats;

public static class HeartbeatRegistration
{
    public static void AddHeartbeats(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HeadsReader>();
        builder.Services.AddSingleton<Heartbeat>();
    }
}
