using Chat.Contracts.Ids;
using Chat.Messaging.Devices;
using Chat.Messaging.Tests.Service;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Chat.Messaging.Tests.Devices;

/// <summary>With an authority of one's own, devices are those that its tokens name.</summary>
[Collection(RunningServiceCollection.Name)]
public sealed class AuthorityDeviceTests(RunningService messaging)
{
    [Fact]
    public async Task A_users_device_is_registered_when_it_is_first_seen_and_stays_the_users()
    {
        var (ada, bob) = (await Person.CreateAsync(messaging), await Person.CreateAsync(messaging));
        var access = new DeviceAccess(messaging.Shards, Configuration("https://login.example.org"), messaging.Time);
        var device = NewDevice();

        Assert.True((await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => access.IsActiveAsync(ada.Id, device, default)))).All(active => active));
        Assert.False(await access.IsActiveAsync(bob.Id, device, default));
        await ada.Http.ChangeAsync(HttpMethod.Delete, $"/api/devices/{device}");
        Assert.False(await access.IsActiveAsync(ada.Id, device, default));
        Assert.False(await access.IsActiveAsync(new UserId(1), NewDevice(), default));
    }

    [Fact]
    public async Task Without_one_an_unknown_device_stays_unknown()
    {
        var ada = await Person.CreateAsync(messaging);
        var access = new DeviceAccess(messaging.Shards, Configuration(""), messaging.Time);
        var device = NewDevice();
        Assert.False(await access.IsActiveAsync(ada.Id, device, default));
        Assert.False(await access.IsActiveAsync(ada.Id, device, default));
    }

    private static IConfiguration Configuration(string authority) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Auth:Authority", authority)]).Build();

    private DeviceId NewDevice() => messaging.Services.GetRequiredService<IdGenerator>().Next<DeviceId>();
}
