namespace Chat.Contracts.Retrying;

/// <summary>The randomness of waits.</summary>
public static class Jitter
{
    /// <summary>Another one only in a simulation, whose runs repeat by their seed.</summary>
    internal static Random Source { get; set; } = Random.Shared;

    /// <summary>Uniform in [0, 1).</summary>
    public static double Next() => Source.NextDouble();
}
