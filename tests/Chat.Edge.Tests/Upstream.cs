using System.Collections.Concurrent;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.Edge.Tests;

/// <summary>A service behind the edge, with a real lease: it notes what it gets and answers as the test says.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Upstream(WebApplication app, ConcurrentQueue<Seen> requests)
    {
        _app = app;
        Requests = requests;
    }

    public string Id => _app.Services.GetRequiredService<InstanceLease>().Id;

    public string Address => _app.Services.GetRequiredService<AdvertisedAddress>().Public.ToString();

    public ConcurrentQueue<Seen> Requests { get; }

    public static async Task<Upstream> StartAsync(
        string service, IReadOnlyDictionary<string, string?> configuration, Func<HttpContext, Task>? answer, InstanceLoad? load)
    {
        var requests = new ConcurrentQueue<Seen>();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.AddChatDefaults();
        builder.AddChatRedis("redis");
        if (load is not null)
            builder.Services.AddSingleton(load);
        builder.AddInstanceLease(service);
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var isWebSocket = context.WebSockets.IsWebSocketRequest;
            var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            requests.Enqueue(new Seen(
                context.Request.Method, context.Request.Path.Value!, isWebSocket ? "" : await reader.ReadToEndAsync(context.RequestAborted), headers));
            await (answer?.Invoke(context) ?? Task.CompletedTask);
        });
        await app.StartAsync();
        return new Upstream(app, requests);
    }

    public Task DrainAsync() => _app.Services.GetRequiredService<InstanceLease>().DrainAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed record Seen(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);
}
