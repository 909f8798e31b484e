using Chat.Contracts.Ids;
using Chat.ServiceDefaults.Sessions;
using Chat.Testing.Infrastructure;

namespace Chat.ServiceDefaults.Tests.Sessions;

public sealed class SessionRegistryTests(RedisFixture redis) : RedisTest(redis)
{
    private static readonly UserId Alice = new(long.MaxValue);
    private static readonly UserId Bob = new(2);
    private static readonly DeviceId Phone = new(long.MaxValue - 1);
    private static readonly DeviceId Laptop = new(11);

    private SessionRegistry Registry => new(Redis);

    [Fact]
    public async Task A_registered_device_is_read_with_its_gateway()
    {
        var (now, replaced) = await RegisterAsync(Alice, Phone, "gateway-a", region: 3);

        Assert.Null(replaced);
        Assert.Equal(now, Assert.Single(await ReadAsync(Alice)));
        Assert.Equal((Alice, Phone, "gateway-a", 3), (now.User, now.Device, now.Gateway, now.Region));
        var age = DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch.AddMicroseconds(now.ConnectionId);
        Assert.InRange(age, TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_second_connection_of_a_device_replaces_the_first_and_names_it()
    {
        var (first, _) = await RegisterAsync(Alice, Phone, "gateway-a");
        var (second, replaced) = await RegisterAsync(Alice, Phone, "gateway-b");

        Assert.Equal(first, replaced);
        Assert.True(second.ConnectionId > first.ConnectionId);
        Assert.Equal(second, Assert.Single(await ReadAsync(Alice)));
    }

    [Fact]
    public async Task A_users_devices_are_read_together_and_others_left_out()
    {
        await RegisterAsync(Alice, Phone, "gateway-a");
        await RegisterAsync(Alice, Laptop, "gateway-b");
        await RegisterAsync(Bob, new DeviceId(20), "gateway-a");

        Assert.Equal([Laptop, Phone], (await ReadAsync(Alice)).Select(session => session.Device).OrderBy(device => device.Value));
        Assert.Equal(3, (await ReadAsync(Alice, Bob, new UserId(3))).Count);
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task An_old_connections_end_does_not_undo_a_newer_one()
    {
        var (first, _) = await RegisterAsync(Alice, Phone, "gateway-a");
        var (second, _) = await RegisterAsync(Alice, Phone, "gateway-b");

        await Registry.RemoveAsync(first, CancellationToken.None);
        Assert.Equal(second, Assert.Single(await ReadAsync(Alice)));

        await Registry.RemoveAsync(second, CancellationToken.None);
        Assert.Empty(await ReadAsync(Alice));
    }

    [Fact]
    public async Task A_lost_entry_is_restored()
    {
        var (session, _) = await RegisterAsync(Alice, Phone, "gateway-a");
        await Database.KeyDeleteAsync($"session:{Alice.Value}");

        Assert.True(await Registry.RestoreAsync(session, CancellationToken.None));
        Assert.True(await Registry.RestoreAsync(session, CancellationToken.None));
        Assert.Equal(session, Assert.Single(await ReadAsync(Alice)));
    }

    [Fact]
    public async Task A_replaced_connection_cannot_restore_itself()
    {
        var (first, _) = await RegisterAsync(Alice, Phone, "gateway-a");
        var (second, _) = await RegisterAsync(Alice, Phone, "gateway-b");

        Assert.False(await Registry.RestoreAsync(first, CancellationToken.None));
        Assert.Equal(second, Assert.Single(await ReadAsync(Alice)));
    }

    [Fact]
    public async Task Connections_that_come_at_once_leave_the_highest()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => RegisterAsync(Alice, Phone, $"gateway-{i}")));
        var ids = sessions.Select(session => session.Now.ConnectionId).ToArray();

        Assert.Equal(50, ids.Distinct().Count());
        Assert.Equal(ids.Max(), Assert.Single(await ReadAsync(Alice)).ConnectionId);
    }

    [Fact]
    public async Task Devices_that_connect_at_once_have_different_ids()
    {
        var sessions = await Task.WhenAll(Enumerable.Range(1, 2_000).Select(i => RegisterAsync(new UserId(i), new DeviceId(i), "gateway-a")));
        Assert.Equal(2_000, sessions.Select(session => session.Now.ConnectionId).Distinct().Count());
    }

    [Fact]
    public async Task An_entry_that_is_none_is_passed_over()
    {
        await RegisterAsync(Alice, Phone, "gateway-a");
        await Database.HashSetAsync($"session:{Alice.Value}", Laptop.Value, "nonsense");
        Assert.Equal(Phone, Assert.Single(await ReadAsync(Alice)).Device);
    }

    [Fact]
    public async Task Entries_run_out_after_a_day_without_a_heartbeat()
    {
        await RegisterAsync(Alice, Phone, "gateway-a");
        var left = await Database.KeyTimeToLiveAsync($"session:{Alice.Value}");
        Assert.InRange(left!.Value, TimeSpan.FromHours(23), TimeSpan.FromHours(24));
    }

    private Task<(Session Now, Session? Replaced)> RegisterAsync(UserId user, DeviceId device, string gateway, int region = 0) =>
        Registry.RegisterAsync(user, device, gateway, region, CancellationToken.None);

    private Task<IReadOnlyList<Session>> ReadAsync(params UserId[] users) => Registry.ReadAsync(users, CancellationToken.None);
}
