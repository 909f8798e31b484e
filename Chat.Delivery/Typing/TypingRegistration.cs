using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Delivery.Typing;

internal static class TypingRegistration
{
    public static void AddTyping(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TypingLimits.Of(builder.Configuration));
        builder.Services.AddSingleton<TypingMembers>();
        builder.Services.AddSingleton<TypingRouter>();
    }

    public static void MapTyping(this WebApplication app)
    {
        var router = app.Services.GetRequiredService<TypingRouter>();
        app.MapInternal(InternalRoutes.Typing, TypingBatch.Parser, router.TakeAsync);
    }
}
