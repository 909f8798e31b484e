using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;
using Chat.Testing;
using Chat.Testing.Infrastructure;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;
using Xunit;

namespace Chat.Gateway.Tests.Wire;

[CollectionDefinition(Name)]
public sealed class GatewayStackCollection : ICollectionFixture<GatewayStack>
{
    public const string Name = "Gateways";
}

/// <summary>Two gateways as processes, Redis, and Messaging in memory.</summary>
public sealed class GatewayStack : IAsyncLifetime, IDisposable
{
    private readonly RedisFixture _redis = new();
    private InternalClient? _client;
    private long _ids = 1_000;

    public IConnectionMultiplexer Redis { get; private set; } = null!;

    public int RedisProcess => _redis.ProcessId;

    public SessionRegistry Sessions { get; private set; } = null!;

    internal StackSettings Settings { get; private set; } = null!;

    internal MessagingServer Messaging { get; private set; } = null!;

    internal GatewayProcess First { get; private set; } = null!;

    internal GatewayProcess Second { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _redis.InitializeAsync();
        Settings = new StackSettings(_redis.ConnectionString);
        Redis = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString);
        Sessions = new SessionRegistry(Redis);
        _client = new InternalClient(new InternalSecret(new ConfigurationBuilder().AddInMemoryCollection(Settings.Configuration).Build()), TimeProvider.System);
        Messaging = await MessagingServer.StartAsync(Settings);
        await Eventually.Async(async _ => await Redis.GetDatabase().SetLengthAsync(InstanceKeys.Set(ServiceNames.Messaging)) == 1);
        First = await GatewayProcess.StartAsync(Settings, Redis);
        Second = await GatewayProcess.StartAsync(Settings, Redis);
    }

    public async Task DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Messaging.DisposeAsync();
        Redis.Dispose();
        await _redis.DisposeAsync();
    }

    public void Dispose() => _client?.Dispose();

    /// <summary>A user of this test's own.</summary>
    internal (UserId User, DeviceId Device) NewDevice() =>
        (new UserId(Interlocked.Increment(ref _ids)), new DeviceId(Interlocked.Increment(ref _ids)));

    internal ChatId NewChat() => new(Interlocked.Increment(ref _ids) << IdLayout.ShardBits);

    internal async Task<Session> SessionOfAsync(UserId user) => Assert.Single(await Sessions.ReadAsync([user], CancellationToken.None));

    internal Task<PushResult> PushAsync(Instance gateway, PushBatch batch) =>
        _client!.CallAsync(gateway, InternalRoutes.Push, batch, PushResult.Parser, TimeSpan.FromSeconds(10), CancellationToken.None);

    /// <summary>Pushes by a source of its own, which has no number before it.</summary>
    internal Task<PushResult> PushAsync(Instance gateway, params Push[] pushes) =>
        PushAsync(gateway, new PushBatch { Source = Guid.NewGuid().ToString(), Number = 1, Pushes = { pushes } });

    internal Task TellAsync(Instance gateway, PresenceChanges changes) =>
        _client!.CallAsync(gateway, InternalRoutes.PresenceChanges, changes, Done.Parser, TimeSpan.FromSeconds(10), CancellationToken.None);

    internal static async Task ExpectClosingAsync(HubSocket socket, string reason)
    {
        Assert.Equal(reason, (await socket.EventAsync(HubEvents.Closing)).GetProperty("reason").GetString());
        await socket.Closed;
    }
}
