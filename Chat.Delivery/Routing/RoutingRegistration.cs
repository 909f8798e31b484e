using Chat.ServiceDefaults.Sessions;

namespace Chat.Delivery.Routing;

internal static class RoutingRegistration
{
    public static void AddRouting(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReadSessions>(services => services.GetRequiredService<SessionRegistry>().ReadAsync);
        builder.Services.AddSingleton<OpenChats>();
        builder.Services.AddSingleton<ReadOpened>(services => services.GetRequiredService<OpenChats>().ReadAsync);
        builder.Services.AddSingleton<Outgoing>();
        builder.Services.AddSingleton<Router>();
    }
}
