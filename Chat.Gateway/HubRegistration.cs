using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Gateway.Affinity;
using Chat.Gateway.Connections;
using Chat.Gateway.Refusals;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway;

public static class HubRegistration
{
    /// <summary>A client that invokes more at once is read no further until some are answered.</summary>
    private const int ParallelInvocations = 256;

    public static void AddChatHub(this IHostApplicationBuilder builder)
    {
        var limits = builder.Configuration.GetSection("Gateway").Get<GatewayLimits>() ?? new GatewayLimits();
        // It takes a refusal for an error; real ones are recorded by HubRefusal.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical);
        builder.Services.AddSingleton<HubLifetimeManager<ChatHub>, ChatHubLifetime>();
        builder.Services.AddSingleton<HubRefusal>();
        builder.Services
            .AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = Limits.MaxFrame;
                options.MaximumParallelInvocationsPerClient = ParallelInvocations;
                options.KeepAliveInterval = TimeSpan.FromSeconds(15);
                options.ClientTimeoutInterval = limits.ClientTimeout;
                options.EnableDetailedErrors = false;
                options.AddFilter<HubRefusal>();
            })
            .AddJsonProtocol(options => options.PayloadSerializerOptions = new(ChatJson.Default.Options));
    }

    public static void MapChatHub(this WebApplication app)
    {
        app.UseMiddleware<DeviceToken>();
        app.UseMiddleware<ConnectionTokenAffinity>();
        app.MapHub<ChatHub>(HubRoute.Path).RequireAuthorization();
    }
}
