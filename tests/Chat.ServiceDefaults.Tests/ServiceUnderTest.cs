using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.ServiceDefaults.Tests;

/// <summary>A service with the defaults alone, on real sockets.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    public const string Secret = "a secret for the tests alone";

    private readonly WebApplication _app;

    private ServiceUnderTest(WebApplication app) => _app = app;

    public AdvertisedAddress Address => _app.Services.GetRequiredService<AdvertisedAddress>();

    public Instance Instance => new("test-1", Address.Internal, Address.Public, Draining: false);

    public static async Task<ServiceUnderTest> StartAsync(Action<WebApplication> map, Dictionary<string, string?>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Configuration()).AddInMemoryCollection(settings);
        builder.AddChatDefaults();
        var app = builder.Build();
        app.MapChatDefaults();
        map(app);
        await app.StartAsync();
        return new ServiceUnderTest(app);
    }

    public static InternalClient Client(string secret = Secret, TimeProvider? time = null) => new(
        new InternalSecret(new ConfigurationBuilder().AddInMemoryCollection(Configuration(secret)).Build()), time ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static Dictionary<string, string?> Configuration(string secret = Secret) =>
        new() { ["urls"] = "http://127.0.0.1:0", ["Internal:Secret"] = secret };
}
