using Chat.ServiceDefaults.Clients;
using Chat.ServiceDefaults.Instances;
using Chat.Testing.Infrastructure;
using Chat.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Chat.ServiceDefaults.Tests.Instances;

/// <summary>What instances tell of their load with their leases, on real Redis.</summary>
public sealed class InstanceLoadTests(RedisFixture redis) : RedisTest(redis)
{
    private readonly RedisFixture _redis = redis;
    private readonly ManualTimeProvider _time = new();
    private readonly List<WebApplication> _apps = [];

    private InstanceLoads Loads => new(Redis, TimeProvider.System);

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
    public async Task The_sum_follows_the_renewals_and_forgets_who_has_stopped()
    {
        var first = 3L;
        await StartAsync(() => first);
        var second = await StartAsync(() => 40);
        await SumIsAsync(43);

        first = 5;
        await Eventually.Async(async token =>
        {
            _time.Advance(InstanceKeys.RenewEvery);
            return await Loads.SumAsync("one", token) == 45;
        });

        await second.StopAsync();
        await SumIsAsync(5);
    }

    [Fact]
    public async Task One_that_drains_still_counts()
    {
        var app = await StartAsync(() => 7);
        await SumIsAsync(7);

        await app.Services.GetRequiredService<InstanceLease>().DrainAsync(CancellationToken.None);

        await SumIsAsync(7);
    }

    [Fact]
    public async Task Without_instances_there_is_nothing_to_carry() => Assert.Equal(0, await Loads.SumAsync("one", CancellationToken.None));

    [Fact]
    public async Task Beside_one_that_does_not_tell_there_is_no_sum()
    {
        await StartAsync(() => 3);
        await SumIsAsync(3);

        await StartAsync(load: null);

        await SumIsAsync(null);
    }

    [Fact]
    public async Task The_leases_text_is_one_that_earlier_versions_read()
    {
        var app = await StartAsync(() => 3);
        await SumIsAsync(3);

        string text = (await Database.StringGetAsync(InstanceKeys.Lease("one", app.Services.GetRequiredService<InstanceLease>().Id)))!;

        var address = app.Services.GetRequiredService<AdvertisedAddress>();
        Assert.Equal([address.Internal.ToString(), address.Public.ToString(), "0"], text.Split(' '));
    }

    [Fact]
    public async Task A_load_outlives_its_lease_so_that_no_lease_is_without()
    {
        var app = await StartAsync(() => 3);
        await SumIsAsync(3);
        var id = app.Services.GetRequiredService<InstanceLease>().Id;

        Assert.True(await Database.KeyTimeToLiveAsync(InstanceKeys.Load("one", id)) > InstanceKeys.TimeToLive);
    }

    private Task SumIsAsync(long? sum) => Eventually.Async(async token => await Loads.SumAsync("one", token) == sum);

    private async Task<WebApplication> StartAsync(InstanceLoad? load)
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
        if (load is not null)
            builder.Services.AddSingleton(load);
        builder.AddChatDefaults();
        builder.AddChatRedis("redis");
        builder.AddInstanceLease("one");
        var app = builder.Build();
        _apps.Add(app);
        await app.StartAsync();
        return app;
    }
}
