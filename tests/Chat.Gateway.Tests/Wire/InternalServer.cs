using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Chat.Gateway.Tests.Wire;

/// <summary>The host of what stands in for a service: it holds a lease, and the internal routes are mapped on it.</summary>
internal static class InternalServer
{
    /// <param name="service">One of <see cref="ServiceNames"/>.</param>
    public static WebApplication Build(string service, StackSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Configuration);
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.AddChatDefaults();
        builder.AddChatRedis("redis");
        builder.AddInstanceLease(service);
        return builder.Build();
    }
}
