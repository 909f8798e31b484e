using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Chat.Delivery.Tests.Stack;

/// <summary>A service as Program.cs makes it, in this process, on ports of its own.</summary>
internal static class Service
{
    public static async Task<WebApplication> StartAsync(
        IReadOnlyDictionary<string, string?> configuration, Action<WebApplicationBuilder> add, Action<WebApplication>? map = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddChatDefaults();
        builder.AddChatRedis("redis");
        add(builder);
        var app = builder.Build();
        app.MapChatDefaults();
        map?.Invoke(app);
        await app.StartAsync();
        return app;
    }
}
