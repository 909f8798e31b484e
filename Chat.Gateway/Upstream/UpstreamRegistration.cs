namespace Chat.Gateway.Upstream;

public static class UpstreamRegistration
{
    public static void AddMessaging(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IMessaging, MessagingReplicas>();
        builder.Services.AddSingleton<AnyReplica>();
    }
}
