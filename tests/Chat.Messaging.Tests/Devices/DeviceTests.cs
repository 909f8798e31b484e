using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Rest;
using Chat.Messaging.Tests.Service;
using Chat.ServiceDefaults.Calls;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Chat.Messaging.Tests.Devices;

[Collection(RunningServiceCollection.Name)]
public sealed class DeviceTests(RunningService messaging)
{
    [Fact]
    public async Task Own_devices_are_listed_and_no_others()
    {
        await Person.CreateAsync(messaging);
        var phone = await Person.CreateAsync(messaging);
        var laptop = await Person.SignInAsync(messaging, phone.UserName);

        var devices = await ListAsync(phone);
        Assert.Equal(new HashSet<DeviceId> { phone.Device, laptop.Device }, devices.Select(device => device.DeviceId).ToHashSet());
        Assert.All(devices, device => Assert.Equal(("phone", null), (device.Name, device.LastSeen)));
        Assert.DoesNotContain("lastSeen", await phone.Http.GetStringAsync("/api/devices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_device_is_signed_out_at_once()
    {
        var phone = await Person.CreateAsync(messaging);
        var lost = await Person.SignInAsync(messaging, phone.UserName);
        await phone.Http.ChangeAsync(HttpMethod.Delete, $"/api/devices/{lost.Device}");

        await lost.Http.RefusedAsync(HttpMethod.Get, "/api/devices", null, 401, "bad-token");
        await phone.Http.RefusedAsync(HttpMethod.Post, "/api/tokens/refresh", new RefreshTokenRequest(lost.RefreshToken), 401, "bad-refresh-token");
        await phone.Http.RefusedAsync(
            HttpMethod.Post, "/api/tokens", new CreateTokenRequest(phone.UserName, Person.Password, new TokenDevice("a", lost.Device)), 401, "bad-credentials");
        Assert.Equal(phone.Device, Assert.Single(await ListAsync(phone)).DeviceId);
        await phone.Http.RefusedAsync(HttpMethod.Delete, $"/api/devices/{lost.Device}", null, 404, "device-not-found");
    }

    [Fact]
    public async Task A_device_may_delete_itself()
    {
        var phone = await Person.CreateAsync(messaging);
        await phone.Http.ChangeAsync(HttpMethod.Delete, $"/api/devices/{phone.Device}");
        await phone.Http.RefusedAsync(HttpMethod.Get, "/api/devices", null, 401, "bad-token");
    }

    [Fact]
    public async Task Other_peoples_devices_are_not_found()
    {
        var person = await Person.CreateAsync(messaging);
        var other = await Person.CreateAsync(messaging);
        foreach (var device in (string[])[other.Device.ToString(), "nonsense", person.Id.ToString(), new DeviceId(1).ToString()])
            await person.Http.RefusedAsync(HttpMethod.Delete, $"/api/devices/{device}", null, 404, "device-not-found");
        Assert.Single(await ListAsync(other));
    }

    [Fact]
    public async Task A_gateway_learns_which_devices_may_connect_and_they_were_seen()
    {
        var person = await Person.CreateAsync(messaging);
        var other = await Person.CreateAsync(messaging);
        var revoked = await Person.SignInAsync(messaging, person.UserName);
        await person.Http.ChangeAsync(HttpMethod.Delete, $"/api/devices/{revoked.Device}");

        var result = await ConnectAsync(
            (person.Id, person.Device), (person.Id, revoked.Device), (person.Id, other.Device), (other.Id, other.Device), (other.Id, new DeviceId(5)));
        Assert.Equal([true, false, false, true, false], result.Active);

        var seen = Assert.Single(await ListAsync(person)).LastSeen;
        Assert.NotNull(seen);
        await ConnectAsync((person.Id, person.Device));
        Assert.Equal(seen, Assert.Single(await ListAsync(person)).LastSeen);
        messaging.Time.Advance(TimeSpan.FromSeconds(61));
        await ConnectAsync((person.Id, person.Device));
        Assert.True(Assert.Single(await ListAsync(person)).LastSeen!.Value.UnixMilliseconds >= seen.Value.UnixMilliseconds + 61_000);
    }

    private static Task<IReadOnlyList<Device>> ListAsync(Person person) => person.Http.GetAsync<IReadOnlyList<Device>>("/api/devices");

    private Task<DevicesResult> ConnectAsync(params (UserId User, DeviceId Device)[] devices)
    {
        var query = new DevicesQuery { Devices = { devices.Select(d => new DeviceQuery { UserId = d.User.Value, DeviceId = d.Device.Value }) } };
        return messaging.Services.GetRequiredService<InternalClient>().CallAsync(
            messaging.Instance, InternalRoutes.Devices, query, DevicesResult.Parser, InternalClient.DefaultDeadline, CancellationToken.None);
    }
}
