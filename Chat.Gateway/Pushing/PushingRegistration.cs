using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;

namespace Chat.Gateway.Pushing;

public static class PushingRegistration
{
    public static void AddPushing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<PushHandler>();
        builder.Services.AddSingleton<HeadsComparison>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HeadsComparison>());
    }

    public static void MapPushing(this WebApplication app)
    {
        var handler = app.Services.GetRequiredService<PushHandler>();
        app.MapInternal(InternalRoutes.Push, PushBatch.Parser, (batch, _) => Task.FromResult(handler.Handle(batch)));
    }
}
