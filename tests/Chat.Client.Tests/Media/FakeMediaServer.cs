using System.Collections.Concurrent;
using System.Net;
using Chat.Client.Accounts;
using Chat.Contracts;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.Client.Tests.Media;

/// <summary>The edge's media routes and the blob store, in this process, on real sockets.</summary>
internal sealed class FakeMediaServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, CreateMediaRequest> _media = [];
    private long _lastId = 100;

    private FakeMediaServer(WebApplication app) => _app = app;

    public FakeBlobs Blobs { get; } = new();

    public TimeSpan GrantsLast { get; set; } = TimeSpan.FromMinutes(10);

    public int Renewals { get; private set; }

    private string Origin => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FakeMediaServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ChatJson.Default));
        var app = builder.Build();
        var server = new FakeMediaServer(app);
        app.MapPost("/api/media", (CreateMediaRequest request) => server.Create(request));
        app.MapPost("/api/media/{id}/upload", (string id) => server.Renew(id));
        app.MapPost("/api/media/{id}/complete", (string id) => server.Complete(id));
        app.MapGet("/api/media/{id}", (string id) => server.Get(id));
        app.Map("/blobs/{blob}", server.Blobs.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>A device of its own, logged in.</summary>
    public ChatAccount NewAccount()
    {
        var account = new ChatAccount(new Uri(Origin));
        account.Resume(new Tokens("access", "refresh", 900, new UserId(1), new DeviceId(2)), DateTimeOffset.UtcNow);
        return account;
    }

    public byte[]? ContentOf(MediaId id) => Blobs.ContentOf(id.ToString());

    /// <summary>A medium that somebody uploaded.</summary>
    public MediaId Put(byte[] content)
    {
        var id = NewId();
        _media[id.ToString()] = new CreateMediaRequest("image/png", content.Length);
        Blobs.Put(id.ToString(), content);
        return id;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Create(CreateMediaRequest request)
    {
        var id = NewId();
        _media[id.ToString()] = request;
        return Results.Json(GrantOf(id), statusCode: 201);
    }

    private IResult Renew(string id)
    {
        Renewals++;
        return Results.Json(GrantOf(MediaId.Parse(id)));
    }

    private IResult Complete(string id)
    {
        var request = _media[id];
        return Blobs.ContentOf(id) is not { } content ? Refusal(409, "not-uploaded")
            : content.Length != request.Size ? Refusal(409, "size-mismatch")
            : Results.Json(new CompletedMedia(MediaId.Parse(id), content.Length, request.ContentType!));
    }

    private IResult Get(string id)
    {
        if (Blobs.ContentOf(id) is null)
            return Refusal(404, "media-not-found");
        Renewals++;
        return Results.Json(new MediaDownload(UrlOf(id), Expiry, _media[id].ContentType!, _media[id].Size!.Value));
    }

    private MediaUpload GrantOf(MediaId id) =>
        new(id, UrlOf(id.ToString()), new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob", ["x-ms-blob-content-type"] = "image/png" }, Expiry);

    private WireTime Expiry => WireTime.Of(DateTimeOffset.UtcNow + GrantsLast);

    private string UrlOf(string id) => $"{Origin}/blobs/{id}?sig={Blobs.Sign()}";

    private MediaId NewId() => new(Interlocked.Increment(ref _lastId));

    private static IResult Refusal(int status, string code) =>
        Results.Problem(statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
