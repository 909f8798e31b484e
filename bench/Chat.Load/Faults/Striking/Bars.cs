namespace Chat.Load.Faults.Striking;

/// <summary>How soon the stack has to be itself again; null: nothing is promised.</summary>
/// <param name="Acked">From the fault on.</param>
/// <param name="Whole">From the fault on; of one that lasts, from its end on.</param>
internal sealed record Bars(TimeSpan? Acked, TimeSpan? Whole)
{
    public static readonly Bars None = new(null, null);

    /// <summary>Of a fault that nobody's sends depend on, or that lasts.</summary>
    public static readonly Bars Single = new(null, TimeSpan.FromSeconds(15));

    private static readonly Bars Distribution = new(null, TimeSpan.FromSeconds(30));

    /// <summary>Of a process that is killed, by the resource's name.</summary>
    public static Bars OfKilled(string name) => name switch
    {
        "gateway" or "messaging" => Single with { Acked = TimeSpan.FromSeconds(2) },
        "edge" or "redis-server" => Single with { Acked = TimeSpan.FromSeconds(5) },
        "postgres" => Single with { Acked = TimeSpan.FromSeconds(10) },
        "kafka-broker" => Distribution with { Acked = TimeSpan.FromSeconds(10) },
        _ => OfStopped(name),
    };

    /// <summary>Of a process that is alive and silent for a while.</summary>
    public static Bars OfStopped(string name) => name is "delivery" or "kafka-broker" ? Distribution : Single;
}
