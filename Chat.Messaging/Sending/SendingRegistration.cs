using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Messaging.Sending;

public static class SendingRegistration
{
    public static void AddSending(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IShardWriter, PostgresShardWriter>();
        builder.Services.AddSingleton<BusiestChats>();
        builder.Services.AddSingleton<CommittedWrites>();
        builder.Services.AddSingleton<Writes>();
        builder.Services.AddHostedService<WarmUp>();
    }

    public static void MapSending(this WebApplication app)
    {
        app.Services.GetRequiredService<BusiestChats>().Register();
        app.MapInternal(InternalRoutes.Write, WriteBatch.Parser, app.Services.GetRequiredService<Writes>().WriteAsync);
    }
}
