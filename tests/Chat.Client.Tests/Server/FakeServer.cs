using System.Collections.Concurrent;
using System.Net;
using Chat.Contracts;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Tests.Server;

/// <summary>A server of the protocol in memory, in this process, on real sockets, that can be told to misbehave.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Tokens> _tokens = [];
    private readonly ConcurrentDictionary<string, Tokens> _refreshTokens = [];
    private readonly ConcurrentDictionary<string, UserId> _users = [];
    private long _lastId = 100;

    private FakeServer(WebApplication app, int expiresIn)
    {
        _app = app;
        ExpiresIn = expiresIn;
    }

    public Uri Edge => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public FakeChats Chats => _app.Services.GetRequiredService<FakeChats>();

    public int ExpiresIn { get; }

    public int Refreshes { get; private set; }

    /// <summary>Answers to negotiations to come, instead of the proper one.</summary>
    public ConcurrentQueue<(HttpStatusCode Status, int? RetryAfter)> Refusals { get; } = [];

    public static async Task<FakeServer> StartAsync(int expiresIn = 900, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton<FakeChats>();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ChatJson.Default));
        builder.Services
            .AddSignalR(hub =>
            {
                hub.EnableDetailedErrors = false;
                hub.MaximumParallelInvocationsPerClient = 64;
                hub.MaximumReceiveMessageSize = Limits.MaxFrame;
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ChatJson.Default));
        var app = builder.Build();
        var server = new FakeServer(app, expiresIn);
        app.Use(server.AdmitAsync);
        app.MapHub<FakeHub>(HubRoute.Path);
        app.MapPost("/api/users", (CreateUserRequest request) => server.SignUp(request));
        app.MapPost("/api/tokens", (CreateTokenRequest request) => server.LogIn(request));
        app.MapPost("/api/tokens/refresh", (RefreshTokenRequest request) => server.Refresh(request));
        app.MapPost("/api/chats", (HttpContext context, CreateChatRequest request) =>
            server.Chats.Create(((Tokens)context.Items["tokens"]!).UserId, request));
        app.MapGet("/api/chats/{chat}/messages", (string chat, long? after, int? limit) =>
            server.Chats.After(ChatId.Parse(chat), after ?? 0, limit ?? Limits.DefaultMessagesPage));
        await app.StartAsync();
        return server;
    }

    /// <summary>All tokens given out so far are refused from now on.</summary>
    public void ExpireTokens() => _tokens.Clear();

    public async ValueTask DisposeAsync()
    {
        Chats.AbortAll();
        await _app.DisposeAsync();
    }

    private async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path == HubRoute.Negotiate && Refusals.TryDequeue(out var refusal))
        {
            context.Response.StatusCode = (int)refusal.Status;
            if (refusal.RetryAfter is { } seconds)
                context.Response.Headers.RetryAfter = $"{seconds}";
            return;
        }

        if (path == "/api/users" || path.StartsWithSegments("/api/tokens"))
        {
            await next(context);
            return;
        }

        var token = context.Request.Query["access_token"].FirstOrDefault()
            ?? context.Request.Headers.Authorization.FirstOrDefault()?.Replace("Bearer ", "", StringComparison.Ordinal);
        if (token is null || !_tokens.TryGetValue(token, out var tokens))
        {
            context.Response.StatusCode = 401;
            return;
        }

        context.Items["tokens"] = tokens;
        await next(context);
    }

    private IResult SignUp(CreateUserRequest request)
    {
        var user = new UserId(NextId());
        return _users.TryAdd(request.UserName!, user)
            ? Results.Json(new UserCreated(user), statusCode: 201)
            : Results.Problem(statusCode: 409, extensions: new Dictionary<string, object?> { ["code"] = "user-name-taken" });
    }

    private IResult LogIn(CreateTokenRequest request) => _users.TryGetValue(request.UserName!, out var user)
        ? Results.Json(Issue(user, request.Device?.DeviceId ?? new DeviceId(NextId())))
        : Results.Problem(statusCode: 401, extensions: new Dictionary<string, object?> { ["code"] = "bad-credentials" });

    private IResult Refresh(RefreshTokenRequest request)
    {
        if (!_refreshTokens.TryRemove(request.RefreshToken!, out var old))
            return Results.Problem(statusCode: 401, extensions: new Dictionary<string, object?> { ["code"] = "bad-refresh-token" });
        Refreshes++;
        return Results.Json(Issue(old.UserId, old.DeviceId));
    }

    private Tokens Issue(UserId user, DeviceId device)
    {
        var serial = NextId();
        var tokens = new Tokens($"a{serial}", $"r{serial}", ExpiresIn, user, device);
        _tokens[tokens.AccessToken] = tokens;
        _refreshTokens[tokens.RefreshToken] = tokens;
        return tokens;
    }

    private long NextId() => Interlocked.Increment(ref _lastId);
}
