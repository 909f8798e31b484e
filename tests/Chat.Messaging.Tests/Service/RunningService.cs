using Chat.Messaging.Storage;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Chat.Messaging.Tests.Service;

/// <summary>The service itself, listening, on real Postgres (two shards and the directory), Redis and Kafka.</summary>
public sealed class RunningService : IAsyncLifetime
{
    public const string SigningKey = "a key for tests, of at least 32 characters";
    public const string Secret = "a secret for tests";

    private readonly PostgresFixture _postgres = new();
    private readonly RedisFixture _redis = new();
    private readonly KafkaFixture _kafka = new();
    private WebApplicationFactory<Program>? _service;

    public ShiftedTime Time { get; } = new();

    public IServiceProvider Services => Service.Services;

    public Shards Shards => Services.GetRequiredService<Shards>();

    /// <summary>What internal calls go to.</summary>
    public Instance Instance
    {
        get
        {
            var address = Services.GetRequiredService<AdvertisedAddress>();
            return new Instance("messaging-under-test", address.Internal, address.Public, false);
        }
    }

    /// <summary>Settings of another service that stands beside this one.</summary>
    public IReadOnlyDictionary<string, string?> Surroundings => new Dictionary<string, string?>
    {
        ["ConnectionStrings:redis"] = _redis.ConnectionString,
        ["Internal:Secret"] = Secret,
        ["urls"] = "http://127.0.0.1:0",
    };

    private WebApplicationFactory<Program> Service => _service ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_postgres.InitializeAsync(), _redis.InitializeAsync(), _kafka.InitializeAsync());
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:directory"] = await _postgres.CreateDatabaseAsync(),
            ["ConnectionStrings:chat-0"] = await _postgres.CreateDatabaseAsync(),
            ["ConnectionStrings:chat-1"] = await _postgres.CreateDatabaseAsync(),
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["ConnectionStrings:kafka"] = _kafka.ConnectionString,
            ["Auth:SigningKey"] = SigningKey,
            ["Auth:PasswordHasher:IterationCount"] = "1000",
            ["Internal:Secret"] = Secret,
            ["Logging:LogLevel:Default"] = "Warning",
        };
        _service = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
            host.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
        });
        _service.UseKestrel();
        _service.StartServer();
    }

    public async Task DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        await Task.WhenAll(_postgres.DisposeAsync(), _redis.DisposeAsync(), _kafka.DisposeAsync());
    }

    /// <summary>A client without a token. Its caller disposes of it, or the fixture in the end.</summary>
    public HttpClient Client() => new() { BaseAddress = Services.GetRequiredService<AdvertisedAddress>().Public };
}
