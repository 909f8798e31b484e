using Chat.Load.Faults.Striking;

namespace Chat.Load.Faults.Reporting;

/// <summary>What one fault did; times in seconds.</summary>
internal sealed record FaultRow
{
    /// <summary>Faults that end at once last no longer.</summary>
    private const double Instant = 0.5;

    public required string Fault { get; init; }

    /// <summary>Why it was not done.</summary>
    public string? Skipped { get; init; }

    /// <summary>On the run's clock.</summary>
    public double StruckAt { get; init; }

    public double Lasted { get; init; }

    /// <summary>Sends without their ACK at that moment.</summary>
    public int UnderWay { get; init; }

    /// <summary>From the fault on; null: never.</summary>
    public double? AckedAgain { get; init; }

    /// <summary>The longest stretch in which some probe had no ACK.</summary>
    public double? Silence { get; init; }

    /// <summary>From the fault on; null: never.</summary>
    public double? Whole { get; init; }

    public bool Recovered { get; init; }

    public Bars Bars { get; init; } = Bars.None;

    public string? Note { get; init; }

    /// <summary>Found by the checker, and of the time of this fault.</summary>
    public int Anomalies { get; set; }

    public bool LastsAWhile => Lasted > Instant;

    public string Misses => string.Join(", ", new[] { AckedMiss, WholeMiss }.OfType<string>());

    public bool KeepsItsBars => Skipped is not null || (Recovered && Misses.Length == 0);

    private string? AckedMiss =>
        Bars.Acked?.TotalSeconds is { } bar && !(AckedAgain <= bar) ? $"ACKed again over {bar:0} s" : null;

    private string? WholeMiss =>
        Bars.Whole?.TotalSeconds is { } bar && !(Whole - (LastsAWhile ? Lasted : 0) <= bar) ? $"whole over {bar:0} s" : null;

    public override string ToString() => Skipped is not null
        ? $"{Fault}: skipped: {Skipped}"
        : $"{StruckAt,6:0.0} s  {Fault,-22} under way {UnderWay,4}, lasted {Lasted,4:0.0} s, "
            + $"ACKed again {Text(AckedAgain),5} s, silence {Text(Silence),5} s, whole {Text(Whole),5} s  "
            + $"{(KeepsItsBars ? "ok" : $"MISSED {Misses}")}{(Note is null ? "" : $"  ({Note})")}";

    internal static string Text(double? seconds) => seconds is { } known ? $"{known:0.0}" : "never";
}
