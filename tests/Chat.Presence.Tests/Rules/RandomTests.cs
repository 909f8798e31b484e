using Chat.Contracts.Ids;
using Chat.Gateway.Connections;
using Chat.Presence.Tests.World;

namespace Chat.Presence.Tests.Rules;

public sealed class RandomTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_every_watchers_final_view_is_right(int seed)
    {
        await using var world = new PresenceWorld();
        var random = new Random(seed);
        PresenceGateway[] gateways = [world.AddGateway(), world.AddGateway(), world.AddGateway()];
        world.AddReplica();
        world.AddReplica();
        await world.PassAsync(2);
        var people = Enumerable.Range(0, 60).Select(i => new UserId(7_000 + i)).ToArray();
        var devices = new Dictionary<UserId, (PresenceGateway Gateway, ClientConnection Connection)>();
        var views = new List<(RecordingLink Link, Dictionary<string, string> Answer)>();
        for (var i = 0; i < 20; i++)
        {
            var gateway = gateways[random.Next(3)];
            var (connection, link) = gateway.Connect(new UserId(100 + i));
            gateway.Watch(connection, [.. people.Where(_ => random.Next(3) == 0)]);
            views.Add((link, gateway.WatchedBy(connection).ToDictionary(user => user.ToString(), _ => "OFFLINE")));
        }

        for (var turn = 0; turn < 400; turn++)
        {
            var user = people[random.Next(people.Length)];
            if (!devices.Remove(user, out var device))
                devices[user] = Come(gateways[random.Next(3)], user);
            else if (random.Next(2) == 0)
                device.Gateway.SayGoodbye(device.Connection);
            else
                device.Gateway.Vanish(device.Connection);

            if (turn % 100 == 50)
                Break(world, random);
            if (turn % 100 == 70)
                world.Reaches = static (_, _) => true;
            world.Time.Advance(TimeSpan.FromMilliseconds(random.Next(80)));
            await world.PassAsync(0.25 * random.Next(3));
        }

        world.Reaches = static (_, _) => true;
        await world.PassAsync(60);

        foreach (var (link, view) in views)
        {
            foreach (var told in link.Told)
                view[told.User] = told.Status;
            Assert.All(view, seen => Assert.Equal(devices.Keys.Any(user => user.ToString() == seen.Key) ? "ONLINE" : "OFFLINE", seen.Value));
            foreach (var times in link.Told.GroupBy(told => told.User, told => told.At))
                Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 250));
        }
    }

    /// <summary>Each user has one device.</summary>
    private static (PresenceGateway Gateway, ClientConnection Connection) Come(PresenceGateway gateway, UserId user) =>
        (gateway, gateway.Connect(user, new DeviceId(user.Value)).Connection);

    private static void Break(PresenceWorld world, Random random)
    {
        if (random.Next(2) == 0)
        {
            world.Kill(world.Replicas[random.Next(world.Replicas.Count)]);
            world.AddReplica();
            return;
        }

        var (from, to) = (random.Next(3), random.Next(3));
        world.Reaches = (caller, called) => !caller.EndsWith($"{from}", StringComparison.Ordinal) && !called.EndsWith($"{to}", StringComparison.Ordinal);
    }
}
