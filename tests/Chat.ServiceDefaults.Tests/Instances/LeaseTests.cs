using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;
using Chat.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Chat.ServiceDefaults.Tests.Instances;

/// <summary>Leases and the lists made from them, on real Redis; the processes' clocks are moved by hand.</summary>
public sealed class LeaseTests(RedisFixture redis) : RedisTest(redis)
{
    private readonly RedisFixture _redis = redis;
    private readonly ManualTimeProvider _time = new();
    private readonly List<WebApplication> _apps = [];

    public override async Task DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    [Fact]
    public async Task An_instance_is_listed_with_its_addresses_when_it_listens_and_not_any_more_when_it_stopped()
    {
        var app = await StartAsync("one");
        var directory = Directory(await StartAsync("observer"), "one");
        var lease = app.Services.GetRequiredService<InstanceLease>();
        await ReadAsync(directory, () => directory.All.Count == 1);

        var address = app.Services.GetRequiredService<AdvertisedAddress>();
        Assert.Equal(new Instance(lease.Id, address.Internal, address.Public, Draining: false), Assert.Single(directory.All));
        Assert.NotEqual(address.Internal.Port, address.Public.Port);

        await app.StopAsync();
        Assert.False(await Database.KeyExistsAsync(InstanceKeys.Lease("one", lease.Id)));
        Assert.False(await Database.SetContainsAsync(InstanceKeys.Set("one"), lease.Id));
    }

    [Fact]
    public async Task Each_service_has_a_list_of_its_own()
    {
        await StartAsync("one");
        await StartAsync("two");
        var observer = await StartAsync("observer");
        var (one, two) = (Directory(observer, "one"), Directory(observer, "two"));
        await ReadAsync(one, () => one.All.Count == 1 && two.All.Count == 1);

        Assert.StartsWith("one-", one.All[0].Id, StringComparison.Ordinal);
        Assert.StartsWith("two-", two.All[0].Id, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_instances_lease_lapses_and_it_leaves_the_list()
    {
        await StartAsync("one");
        var directory = Directory(await StartAsync("observer"), "one");
        await AddAsync("one-dead", alive: true);
        await ReadAsync(directory, () => directory.All.Count == 2);

        await Database.KeyDeleteAsync(InstanceKeys.Lease("one", "one-dead"));
        await ReadAsync(directory, () => directory.All.Count == 1);
        Assert.False(await Database.SetContainsAsync(InstanceKeys.Set("one"), "one-dead"));
    }

    [Fact]
    public async Task A_lease_lives_for_half_a_minute_and_is_renewed()
    {
        var app = await StartAsync("one");
        var key = InstanceKeys.Lease("one", app.Services.GetRequiredService<InstanceLease>().Id);
        await Eventually.Async(_ => Database.KeyExistsAsync(key));
        Assert.InRange((await Database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromSeconds(20), InstanceKeys.TimeToLive);

        await Database.KeyExpireAsync(key, TimeSpan.FromSeconds(12));
        await Eventually.Async(async _ =>
        {
            _time.Advance(InstanceKeys.RenewEvery);
            return await Database.KeyTimeToLiveAsync(key) > TimeSpan.FromSeconds(20);
        });
    }

    [Fact]
    public async Task A_renewal_that_finds_the_lease_gone_takes_it_again_and_says_so()
    {
        var app = await StartAsync("one");
        var lease = app.Services.GetRequiredService<InstanceLease>();
        var key = InstanceKeys.Lease("one", lease.Id);
        var lapses = 0;
        lease.Lapsed += () => lapses++;
        await Eventually.Async(_ => Database.KeyExistsAsync(key));

        await Database.KeyDeleteAsync(key);
        await Eventually.True(() =>
        {
            _time.Advance(InstanceKeys.RenewEvery);
            return lapses == 1;
        });
        Assert.True(await Database.KeyExistsAsync(key));
    }

    [Fact]
    public async Task A_first_lease_that_comes_late_comes_soon_and_says_so()
    {
        var failing = FailingRedis.Of(Redis);
        var lease = (await StartAsync("one", failing.Client)).Services.GetRequiredService<InstanceLease>();
        var lapses = 0;
        lease.Lapsed += () => lapses++;
        // The lease and the two lists wait for their next attempts.
        await Eventually.True(() => _time.PendingTimers >= 3);

        failing.IsThere = true;
        _time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.True(() => lapses == 1);
        Assert.True(await Database.KeyExistsAsync(InstanceKeys.Lease("one", lease.Id)));
    }

    [Fact]
    public async Task A_draining_instance_stays_listed_and_gets_no_new_work()
    {
        var draining = await StartAsync("one");
        await StartAsync("one");
        var directory = Directory(await StartAsync("observer"), "one");
        var lease = draining.Services.GetRequiredService<InstanceLease>();
        await ReadAsync(directory, () => directory.Usable.Count == 2);

        await lease.DrainAsync(CancellationToken.None);
        await ReadAsync(directory, () => directory.Usable.Count == 1);
        Assert.Equal(2, directory.All.Count);
        Assert.True(directory.Find(lease.Id)!.Draining);
    }

    [Fact]
    public async Task A_suspected_instance_is_left_out_for_a_while()
    {
        await StartAsync("one");
        await StartAsync("one");
        var directory = Directory(await StartAsync("observer"), "one");
        await ReadAsync(directory, () => directory.Usable.Count == 2);
        var changes = 0;
        directory.Changed += () => changes++;

        directory.Suspect(directory.All[0]);
        Assert.Equal([directory.All[1]], directory.Usable);
        Assert.Equal(2, directory.All.Count);
        Assert.Equal(1, changes);

        await ReadAsync(directory, () => directory.Usable.Count == 2);
    }

    [Fact]
    public async Task One_that_hangs_stays_suspected_until_it_renews_its_lease()
    {
        await AddAsync("one-1", alive: true);
        await AddAsync("one-2", alive: true);
        await Database.KeyExpireAsync(InstanceKeys.Lease("one", "one-1"), InstanceKeys.TimeToLive - TimeSpan.FromSeconds(15));
        var directory = Directory(await StartAsync("observer"), "one");
        await ReadAsync(directory, () => directory.All.Count == 2);

        directory.Suspect(directory.All[0]);
        _time.Advance(Suspicions.Least * 2);
        await directory.RefreshAsync(CancellationToken.None);
        Assert.Equal([directory.All[1]], directory.Usable);

        await Database.KeyExpireAsync(InstanceKeys.Lease("one", "one-1"), InstanceKeys.TimeToLive);
        await directory.RefreshAsync(CancellationToken.None);
        Assert.Equal(2, directory.Usable.Count);
    }

    [Fact]
    public async Task When_everybody_is_suspected_everybody_is_usable()
    {
        await StartAsync("one");
        var directory = Directory(await StartAsync("observer"), "one");
        await ReadAsync(directory, () => directory.All.Count == 1);

        directory.Suspect(directory.All[0]);
        Assert.Equal(directory.All, directory.Usable);
    }

    [Fact]
    public async Task When_redis_has_lost_everything_the_last_list_stays()
    {
        await AddAsync("one-1", alive: true);
        var directory = Directory(await StartAsync("observer"), "one");
        await ReadAsync(directory, () => directory.All.Count == 1);

        await _redis.FlushAsync();
        await directory.RefreshAsync(CancellationToken.None);
        Assert.Single(directory.All);
    }

    private static InstanceDirectory Directory(WebApplication app, string service) => app.Services.GetRequiredKeyedService<InstanceDirectory>(service);

    private async Task AddAsync(string id, bool alive)
    {
        if (alive)
            await Database.StringSetAsync(InstanceKeys.Lease("one", id), "http://127.0.0.1:1/ http://127.0.0.1:2/ 0");
        await Database.SetAddAsync(InstanceKeys.Set("one"), id);
    }

    /// <summary>A second goes by again and again until it holds.</summary>
    private Task ReadAsync(InstanceDirectory directory, Func<bool> condition) => Eventually.Async(async cancellation =>
    {
        await directory.ReadOnceAsync(cancellation);
        _time.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });

    private async Task<WebApplication> StartAsync(string service, IConnectionMultiplexer? redis = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Test" });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:redis"] = _redis.ConnectionString,
            ["Internal:Secret"] = ServiceUnderTest.Secret,
        });
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.AddChatDefaults();
        builder.AddChatRedis("redis");
        if (redis is not null)
            builder.Services.AddSingleton(redis);
        builder.AddInstanceLease(service);
        builder.AddInstanceDirectory("one");
        builder.AddInstanceDirectory("two");
        var app = builder.Build();
        _apps.Add(app);
        await app.StartAsync();
        return app;
    }
}
