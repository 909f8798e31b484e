using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Limiting;

public static class LimitingRegistration
{
    /// <summary>Needs Redis.</summary>
    public static void AddChatLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(ChatLimits.Of(builder.Configuration));
        builder.Services.AddSingleton<ClusterLimiter>();
    }
}
