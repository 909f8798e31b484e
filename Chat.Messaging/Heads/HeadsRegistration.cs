using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Messaging.Heads;

public static class HeadsRegistration
{
    public static void AddHeads(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HeadCache>();
        builder.Services.AddSingleton<IStoredHeads, StoredHeads>();
        builder.Services.AddSingleton<HeadRefresh>();
        builder.Services.AddSingleton<ChatHeads>();
        builder.Services.AddSingleton<HeadsCall>();
        builder.Services.AddSingleton<HeadWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HeadWriter>());
    }

    public static void MapHeads(this WebApplication app) =>
        app.MapInternal(InternalRoutes.Heads, HeadsQuery.Parser, app.Services.GetRequiredService<HeadsCall>().AnswerAsync);
}
