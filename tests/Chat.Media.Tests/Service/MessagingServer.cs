using System.Collections.Concurrent;
using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Chat.Media.Tests.Service;

/// <summary>What Media needs of Chat.Messaging, over the real internal routes: who may see what is said by the test.</summary>
internal sealed class MessagingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MessagingServer(WebApplication app) => _app = app;

    public ConcurrentDictionary<DeviceId, bool> Revoked { get; } = new();

    /// <summary>A message in the chat carries the medium, and the user may see it.</summary>
    public ConcurrentDictionary<(UserId User, MediaId Media, ChatId Chat), bool> Seen { get; } = new();

    /// <summary>A message in the chat carries the medium.</summary>
    public ConcurrentDictionary<(MediaId Media, ChatId Chat), bool> Carried { get; } = new();

    public ConcurrentQueue<MediaViews> Views { get; } = new();

    public ConcurrentQueue<MediaCarriers> Carriers { get; } = new();

    /// <summary>Answers nothing about media.</summary>
    public bool Away { get; set; }

    /// <summary>Runs before it is answered what is carried.</summary>
    public Func<Task> BeforeCarried { get; set; } = () => Task.CompletedTask;

    public static async Task<MessagingServer> StartAsync(IReadOnlyDictionary<string, string?> configuration)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        builder.AddChatDefaults();
        builder.AddChatRedis("redis");
        builder.AddInstanceLease(ServiceNames.Messaging);
        var server = new MessagingServer(builder.Build());
        server._app.MapInternal(InternalRoutes.Devices, DevicesQuery.Parser, server.CheckAsync);
        server._app.MapInternal(InternalRoutes.MediaVisible, MediaViews.Parser, server.SeeAsync);
        server._app.MapInternal(InternalRoutes.MediaCarried, MediaCarriers.Parser, server.CarryAsync);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task<DevicesResult> CheckAsync(DevicesQuery query, CancellationToken cancellation) =>
        Task.FromResult(new DevicesResult { Active = { query.Devices.Select(one => !Revoked.ContainsKey(new DeviceId(one.DeviceId))) } });

    private Task<MediaViewsResult> SeeAsync(MediaViews views, CancellationToken cancellation)
    {
        RefuseIfAway();
        Views.Enqueue(views);
        var seen = views.Views.Select(view =>
            view.ChatIds.Any(chat => Seen.ContainsKey((new UserId(view.UserId), new MediaId(view.MediaId), new ChatId(chat)))));
        return Task.FromResult(new MediaViewsResult { Visible = { seen } });
    }

    private async Task<MediaCarriersResult> CarryAsync(MediaCarriers media, CancellationToken cancellation)
    {
        RefuseIfAway();
        Carriers.Enqueue(media);
        await BeforeCarried();
        var carried = media.Media.Select(one => one.ChatIds.Any(chat => Carried.ContainsKey((new MediaId(one.MediaId), new ChatId(chat)))));
        return new MediaCarriersResult { Carried = { carried } };
    }

    private void RefuseIfAway()
    {
        if (Away)
            throw ChatException.Unavailable("Away, as the test says.");
    }
}
