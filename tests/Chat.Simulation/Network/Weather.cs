using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Network;

/// <summary>What the network and the stores do to what passes, chosen by the seed; <see cref="Calm"/> at the end of a run.</summary>
internal sealed class Weather(World world)
{
    private double _loss;
    private double _repeat;
    private double _late;
    private double _failure;
    private double _break;

    /// <summary>Bad in one way or another, or in none.</summary>
    public void Roll()
    {
        _loss = Some(0.05);
        _repeat = Some(0.1);
        _late = Some(0.1);
        _failure = Some(0.05);
        _break = Some(0.02);
    }

    public void Calm() => (_loss, _repeat, _late, _failure, _break) = (0, 0, 0, 0, 0);

    public bool Loses() => world.Chance(_loss);

    public bool Repeats() => world.Chance(_repeat);

    /// <summary>A store does not do what it is asked, or does and does not say so.</summary>
    public bool Fails() => world.Chance(_failure);

    /// <summary>A connection of a device ends in mid-air.</summary>
    public bool Breaks() => world.Chance(_break);

    /// <summary>Of one way: mostly short, at times longer than anyone waits.</summary>
    public TimeSpan Delay() => !world.Chance(_late) ? world.Between(0.1, 2)
        : world.Chance(0.9) ? world.Between(2, 300)
        : world.Between(300, 6_000);

    /// <summary>Within a machine room's store.</summary>
    public TimeSpan ShortDelay() => world.Chance(_late / 4) ? world.Between(1, 200) : world.Between(0.05, 1);

    private double Some(double most) => world.Chance(0.5) ? 0 : world.Random.NextDouble() * most;
}
