using Azure.Storage.Blobs;
using Chat.Contracts.Ids;
using Chat.Media.Storage;
using Chat.Media.Sweeping;
using Chat.ServiceDefaults.Instances;
using Chat.Testing;
using Chat.Testing.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Chat.Media.Tests.Service;

[CollectionDefinition(Name)]
public sealed class MediaServiceCollection : ICollectionFixture<MediaService>
{
    public const string Name = "Media service";
}

/// <summary>The service itself, listening, on real Postgres, Redis and Azurite; Messaging in memory.</summary>
public sealed class MediaService : IAsyncLifetime
{
    public const string WebOrigin = "http://localhost:8099";

    private const string Secret = "a secret for tests";

    private readonly PostgresFixture _postgres = new();
    private readonly RedisFixture _redis = new();
    private WebApplicationFactory<Program>? _service;
    private long _ids = 1_000;

    public AzuriteFixture Azurite { get; } = new();

    public IServiceProvider Services => Service.Services;

    public NpgsqlDataSource Directory => Services.GetRequiredService<NpgsqlDataSource>();

    public BlobServiceClient Account => Services.GetRequiredService<BlobServiceClient>();

    /// <summary>What internal calls go to.</summary>
    public Instance Instance
    {
        get
        {
            var address = Services.GetRequiredService<AdvertisedAddress>();
            return new Instance("media-under-test", address.Internal, address.Public, false);
        }
    }

    internal MessagingServer Messaging { get; private set; } = null!;

    internal MediaBlobs Blobs => Services.GetRequiredService<MediaBlobs>();

    private WebApplicationFactory<Program> Service => _service ?? throw new InvalidOperationException("The fixture is not initialized.");

    public async Task InitializeAsync()
    {
        await Task.WhenAll(_postgres.InitializeAsync(), _redis.InitializeAsync(), Azurite.InitializeAsync());
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:directory"] = await _postgres.CreateDatabaseAsync(),
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["ConnectionStrings:blobs"] = Azurite.ConnectionString,
            ["Auth:SigningKey"] = TestTokens.Key,
            ["Internal:Secret"] = Secret,
            ["Media:WebOrigins"] = $"http://127.0.0.1:8099,{WebOrigin}",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        Messaging = await MessagingServer.StartAsync(settings);
        _service = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
        });
        _service.UseKestrel();
        _service.StartServer();
        // Until it has found Messaging, every device is unknown.
        var messaging = Services.GetRequiredKeyedService<InstanceDirectory>(ServiceNames.Messaging);
        await Eventually.True(() => messaging.Usable.Count > 0);
    }

    public async Task DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        await Messaging.DisposeAsync();
        await Task.WhenAll(_postgres.DisposeAsync(), _redis.DisposeAsync(), Azurite.DisposeAsync());
    }

    public Task<string> CreateDatabaseAsync() => _postgres.CreateDatabaseAsync();

    /// <summary>A client without a token.</summary>
    public HttpClient Client() => new() { BaseAddress = Services.GetRequiredService<AdvertisedAddress>().Public };

    internal Person NewPerson() => new(this, new UserId(Next()), new DeviceId(Next()));

    internal ChatId NewChat() => new(Next() << IdLayout.ShardBits);

    /// <summary>As if all that happened to the medium had happened so much earlier.</summary>
    internal Task AgeAsync(MediaId media, TimeSpan by) => ExecuteAsync(
        "UPDATE media SET granted_until = granted_until - $2, completed_at = completed_at - $2, claimed_at = claimed_at - $2 WHERE media_id = $1",
        media.Value, by);

    internal async Task<MediaState?> StateAsync(MediaId media) =>
        (await MediaRow.FindAsync(Directory, media, CancellationToken.None))?.State;

    /// <summary>Turns of the sweeper until there is nothing more to do.</summary>
    internal async Task SweepAsync()
    {
        var sweep = Services.GetRequiredService<Sweep>();
        while (await sweep.TurnAsync(CancellationToken.None))
            continue;
    }

    internal async Task<bool> BlobExistsAsync(MediaId media) => await Blobs.Of(media).ExistsAsync();

    internal async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Directory.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync();
    }

    private long Next() => Interlocked.Increment(ref _ids);
}
