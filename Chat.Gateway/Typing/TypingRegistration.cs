using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Typing;

public static class TypingRegistration
{
    public static void AddTyping(this IHostApplicationBuilder builder)
    {
        builder.AddInstanceDirectory(ServiceNames.Delivery);
        builder.Services.AddSingleton<TypingLanes>();
        builder.Services.AddSingleton<TellTyping>(services => services.GetRequiredService<TypingLanes>().Add);
        builder.Services.AddSingleton<TypingStates>();
    }
}
