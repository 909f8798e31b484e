using System.Collections.Concurrent;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.Builder;

namespace Chat.Gateway.Tests.Wire;

/// <summary>What a gateway needs of Chat.Presence, over the real internal routes: keeps what it is told.</summary>
internal sealed class PresenceServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<long, PresentUser> _users = new();
    private readonly ConcurrentDictionary<(string Gateway, long Connection), PresenceWatch> _watches = new();

    private PresenceServer(WebApplication app) => _app = app;

    public bool ReadsFail { get; set; }

    public static async Task<PresenceServer> StartAsync(StackSettings settings)
    {
        var server = new PresenceServer(InternalServer.Build(ServiceNames.Presence, settings));
        server._app.MapInternal(InternalRoutes.PresenceReport, PresenceReport.Parser, (report, _) => Task.FromResult(server.Take(report)));
        server._app.MapInternal(InternalRoutes.PresenceRead, PresenceQuery.Parser, (query, _) => Task.FromResult(server.Read(query)));
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Null: never reported.</summary>
    public PresentUser? Of(UserId user) => _users.GetValueOrDefault(user.Value);

    /// <summary>The watch of a watcher, with the gateway that holds it; null: none (any more).</summary>
    public (string Gateway, PresenceWatch Watch)? WatchOf(UserId watcher) =>
        _watches.Where(watch => watch.Value.WatcherId == watcher.Value && watch.Value.UserIds.Count > 0)
            .Select(watch => ((string, PresenceWatch)?)(watch.Key.Gateway, watch.Value))
            .FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private PresenceReportResult Take(PresenceReport report)
    {
        foreach (var user in report.Users)
            _users[user.UserId] = user;
        foreach (var watch in report.Watches)
            _watches[(report.Gateway, watch.ConnectionId)] = watch;
        return new PresenceReportResult();
    }

    private PresenceResult Read(PresenceQuery query) => ReadsFail
        ? throw ChatException.Unavailable("It is not known yet who is there.")
        : new PresenceResult
        {
            States = { query.UserIds.Select(user => new PresenceState { UserId = user, Online = Of(new UserId(user)) is { Present: true }, LastSeen = 0 }) },
        };
}
