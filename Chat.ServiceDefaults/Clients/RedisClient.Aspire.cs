using Microsoft.Extensions.Hosting;

namespace Chat.ServiceDefaults.Clients;

/// <summary>An IConnectionMultiplexer, by Aspire.StackExchange.Redis.</summary>
public static class RedisClient
{
    public static void AddChatRedis(this IHostApplicationBuilder builder, string name) =>
        builder.AddRedisClient(name, configureOptions: options => options.AbortOnConnectFail = false);
}
