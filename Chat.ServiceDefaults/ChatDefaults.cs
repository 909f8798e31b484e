using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Problems;
using Chat.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Chat.ServiceDefaults;

/// <summary>What every service has: telemetry, health, its two ports, problem details, time, ids, internal calls.</summary>
public static class ChatDefaults
{
    private const string Live = "live";

    public static void AddChatDefaults(this WebApplicationBuilder builder)
    {
        builder.AddChatTelemetry();
        // Below this they log addresses with their queries, and SignalR's access token is in one.
        foreach (var framework in (string[])["Microsoft.AspNetCore", "System.Net.Http", "Yarp"])
            builder.Logging.AddFilter(framework, LogLevel.Warning);
        // Below this it logs the text of every statement, several for each batch of messages.
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        builder.AddChatListening();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => new IdGenerator(
            services.GetRequiredService<TimeProvider>(), builder.Configuration.GetValue("Region", 0)));
        builder.Services.AddSingleton<InternalSecret>();
        builder.Services.AddSingleton<InternalClient>();
        builder.Services.AddHealthChecks().AddCheck("self", () => new(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy), [Live]);
        // A service that is not ready yet says so to whoever asks; its log would repeat it at every probe.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    /// <summary><c>/health</c>: ready for work, with what it depends on. <c>/alive</c>: the process answers.</summary>
    public static void MapChatDefaults(this WebApplication app)
    {
        app.UseChatProblems();
        app.MapHealthChecks("/health");
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Live) });
    }
}
