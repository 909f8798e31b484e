using Chat.ServiceDefaults.Sessions;

namespace Chat.Gateway.Opening;

public static class OpeningRegistration
{
    public static void AddOpening(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<OpenChats>();
        builder.Services.AddSingleton<OpenRegistry>();
        builder.Services.AddSingleton<OpenedChats>();
        builder.Services.AddSingleton<MembershipCheck>();
        builder.Services.AddSingleton<ChatOpening>();
        builder.Services.AddHostedService<OpenChatUpkeep>();
    }
}
