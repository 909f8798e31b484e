using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Chat.Edge.Admission;
using Chat.Edge.Forwarding;
using Chat.Edge.Headers;
using Chat.Edge.Scaling;
using Chat.Edge.WebClient;
using Chat.ServiceDefaults;
using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chat.Edge.Tests;

/// <summary>Edges and what is behind them, on real sockets and a real Redis; all of it new for each test.</summary>
public sealed class EdgeStack : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _started = [];
    private readonly Dictionary<string, string?> _configuration;
    private readonly ConnectionMultiplexer _redis;
    private WebApplication? _edge;

    private EdgeStack(RedisFixture redis, ConnectionMultiplexer connection)
    {
        _redis = connection;
        _configuration = new Dictionary<string, string?>
        {
            ["ConnectionStrings:redis"] = redis.ConnectionString,
            ["Internal:Secret"] = "a secret for the tests alone",
        };
    }

    public static async Task<EdgeStack> CreateAsync(RedisFixture redis)
    {
        await redis.FlushAsync();
        return new EdgeStack(redis, await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString));
    }

    internal async Task<Upstream> StartUpstreamAsync(string service, Func<HttpContext, Task>? answer = null, InstanceLoad? load = null)
    {
        var upstream = await Upstream.StartAsync(service, _configuration, answer, load);
        _started.Add(upstream);
        await Eventually.Async(_ => _redis.GetDatabase().KeyExistsAsync(InstanceKeys.Lease(service, upstream.Id)));
        return upstream;
    }

    /// <summary>An instance that was killed: its lease stands, its port refuses.</summary>
    internal async Task<string> AddDeadAsync(string service)
    {
        var id = $"{service}-dead";
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Take()}/");
        await _redis.GetDatabase().StringSetAsync(InstanceKeys.Lease(service, id), $"{address} {address} 0");
        await _redis.GetDatabase().SetAddAsync(InstanceKeys.Set(service), id);
        return id;
    }

    /// <summary>An edge as Program.cs makes it, and a client to it. It has read the leases once.</summary>
    internal Task<HttpClient> StartEdgeAsync(params (string Key, string Value)[] configuration) => StartEdgeAsync(null, configuration);

    /// <param name="trusted">The certificate that the client expects.</param>
    internal async Task<HttpClient> StartEdgeAsync(X509Certificate2? trusted, params (string Key, string Value)[] configuration)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Test",
            WebRootPath = configuration.FirstOrDefault(entry => entry.Key == "webroot").Value,
        });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(_configuration);
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        foreach (var (key, value) in configuration)
            builder.Configuration[key] = value;
        builder.AddChatDefaults();
        builder.AddChatRedis("redis");
        builder.AddConnectionAdmission();
        builder.AddForwarding();
        builder.AddScaling();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.MapChatDefaults();
        app.UseWebClient();
        app.UseConnectionAdmission();
        app.MapForwarding();
        app.MapBlobs();
        app.MapScaling();
        await app.StartAsync();
        _started.Insert(0, app);
        _edge = app;
        foreach (var service in Upstreams.Names)
            await app.Services.GetRequiredKeyedService<InstanceDirectory>(service).ReadOnceAsync(CancellationToken.None);

        var address = new Uri(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var handler = new SocketsHttpHandler();
        if (trusted is not null)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetCertHashString() == trusted.Thumbprint;
        var client = new HttpClient(handler) { BaseAddress = address };
        _started.Insert(0, new Disposer(client));
        return client;
    }

    /// <summary>Tells the edge that was started last to stop, as a signal does.</summary>
    internal Task StopEdgeAsync() => _edge!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _started)
            await one.DisposeAsync();
        _redis.Dispose();
    }

    private sealed class Disposer(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
