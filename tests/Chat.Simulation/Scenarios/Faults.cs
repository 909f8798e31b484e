using Chat.Simulation.Devices;
using Chat.Simulation.Processes;
using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Scenarios;

/// <summary>What goes wrong in a run.</summary>
/// <param name="services">Every process of a service.</param>
/// <param name="devices">Every device's application.</param>
/// <param name="forgetful">Also what only a heartbeat's heads repair: a broker that has lost its records.</param>
internal sealed class Faults(World world, Cluster cluster, IReadOnlyList<Place> services, IReadOnlyList<Place> devices, bool forgetful)
{
    public void Strike()
    {
        switch (world.Random.Next(forgetful ? 16 : 14))
        {
            case 0 or 1 or 2 or 3:
                world.Pick(services).Kill(world.Between(50, 5_000));
                break;
            case 4:
                foreach (var place in services)
                    place.Kill(world.Between(50, 5_000));
                break;
            case 5 or 6:
                world.Pick(services).Pause(world.Between(200, 12_000));
                break;
            case 7:
                world.Pick(devices).Kill(world.Between(50, 5_000));
                break;
            case 8:
                world.Pick(devices).Pause(world.Between(200, 8_000));
                break;
            case 9:
                ((DeviceProcess)world.Pick(devices).Process).Disconnect();
                break;
            case 10:
                Away("databases", away => cluster.Databases.AreAway = away);
                break;
            case 11:
                if (world.Chance(0.5))
                    Away("redis", away => cluster.Redis.IsAway = away);
                else
                    Away("broker", away => cluster.Broker.IsAway = away);
                break;
            case 12 or 13:
                // What Delivery holds for a gateway that does not answer is in no other place.
                world.Pick(services).Pause(world.Between(1_000, 8_000));
                world.After(world.Between(10, 3_000), () => world.Pick(services).Kill(world.Between(50, 3_000)));
                break;
            case 14:
                world.Log($"redis loses everything");
                cluster.Redis.LoseEverything();
                break;
            default:
                world.Log($"the broker loses everything");
                cluster.Broker.LoseEverything();
                break;
        }

        if (world.Chance(0.5))
            cluster.Weather.Roll();
    }

    /// <summary>A service is killed in the midst of what is being done now.</summary>
    public void StrikeAmidst() => world.AfterSteps(world.Random.Next(1, 400), () => world.Pick(services).Kill(world.Between(50, 3_000)));

    /// <summary>Everything is there again, and the network takes what it is given.</summary>
    public void End()
    {
        world.Log($"calm");
        cluster.Weather.Calm();
        cluster.Databases.AreAway = cluster.Redis.IsAway = cluster.Broker.IsAway = false;
        foreach (var place in services.Concat(devices))
            place.Start();
    }

    private void Away(string store, Action<bool> set)
    {
        world.Log($"{store} away");
        set(true);
        world.After(world.Between(200, 4_000), () => set(false));
    }
}
