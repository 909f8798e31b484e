using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Chat.AppHost.Tests.Deployed;

/// <summary>What Container Apps gives a replica in place of a password: an address (<c>IDENTITY_ENDPOINT</c>) at which the replica
/// asks for tokens of its identity, showing <c>IDENTITY_HEADER</c>.</summary>
internal sealed class IdentityEndpoint : IAsyncDisposable
{
    public const string Header = "a header that only the replica knows";
    public const string Token = "a-token-of-the-identity";

    private readonly WebApplication _app;

    private IdentityEndpoint(WebApplication app) => _app = app;

    public string Address => $"{_app.Urls.Single()}/msi/token";

    /// <summary>Who asked for a token, and for what.</summary>
    public ConcurrentBag<(string Client, string Resource)> Asked { get; } = [];

    public static async Task<IdentityEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new IdentityEndpoint(app);
        app.MapGet("/msi/token", endpoint.Answer);
        await app.StartAsync();
        return endpoint;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Answer(HttpRequest request)
    {
        if (request.Headers["X-IDENTITY-HEADER"] != Header)
            return Results.Unauthorized();

        var (client, resource) = (request.Query["client_id"].ToString(), request.Query["resource"].ToString());
        Asked.Add((client, resource));
        var until = DateTimeOffset.UtcNow.AddHours(24).ToUnixTimeSeconds();
        return Results.Text(
            $$"""{"access_token":"{{Token}}","expires_on":"{{until}}","resource":"{{resource}}","token_type":"Bearer","client_id":"{{client}}"}""",
            "application/json");
    }
}
