using Chat.Contracts.Internal;
using Chat.Presence.LastSeen;
using Chat.Presence.Telling;
using Chat.Presence.Upstream;
using Chat.Presence.Visibility;
using Chat.Presence.Watching;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Presence.Tracking;

internal static class TrackingRegistration
{
    public static void AddTracking(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<MessagingReplicas>();
        services.AddSingleton<Gateways>();
        services.AddSingleton<StoreLastSeen>(provider => provider.GetRequiredService<MessagingReplicas>().StoreLastSeenAsync);
        services.AddSingleton<ReadVisibility>(provider => provider.GetRequiredService<MessagingReplicas>().ReadVisibilityAsync);
        services.AddSingleton<TellGateway>(provider => provider.GetRequiredService<Gateways>().TellAsync);
        services.AddSingleton(provider =>
        {
            var replicas = provider.GetRequiredKeyedService<InstanceDirectory>(ServiceNames.Presence);
            return new Owners(() => replicas.Usable, provider.GetRequiredService<InstanceLease>().Id);
        });
        services.AddSingleton(provider => new Warmth(
            provider.GetRequiredService<Gateways>().Ids, provider.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds()));
        services.AddSingleton<Checks>();
        services.AddSingleton<Board>();
        services.AddSingleton<Teller>();
        services.AddSingleton<VisibilityReader>();
        // First, and so stopped last: what the others noticed until their end is stored.
        services.AddSingleton<LastSeenWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<LastSeenWriter>());
        services.AddHostedService<ReplicaChanges>();
        services.AddHostedService<TellingLoop>();
        services.AddHostedService<VisibilityChecks>();
    }

    public static void MapTracking(this WebApplication app)
    {
        var board = app.Services.GetRequiredService<Board>();
        TellingMetrics.Observe(board);
        app.MapInternal(InternalRoutes.PresenceReport, PresenceReport.Parser, (report, _) =>
            Task.FromResult(new PresenceReportResult { Incomplete = board.Apply(report) }));
        app.MapInternal(InternalRoutes.PresenceRecheck, PresenceRecheck.Parser, (recheck, _) =>
        {
            board.Recheck(recheck.UserIds);
            return Task.FromResult(new Done());
        });
    }
}
