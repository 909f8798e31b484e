using Chat.Checker;

namespace Chat.Load.Faults.Reporting;

/// <summary>A run's outcome; this record is also the JSON summary.</summary>
internal sealed record FaultsReport
{
    public required int Seed { get; init; }

    public required string Command { get; init; }

    public required string Mix { get; init; }

    public required IReadOnlyList<FaultRow> Rows { get; init; }

    /// <summary>Faults that the run was to have; it may have been given up.</summary>
    public required int Planned { get; init; }

    public required int Sends { get; init; }

    /// <summary>Messages that came to applications.</summary>
    public required long Delivered { get; init; }

    /// <summary>Sends that a client gave up.</summary>
    public required int Refused { get; init; }

    /// <summary>Sends that were due and not begun, since too many were under way.</summary>
    public required long HeldBack { get; init; }

    /// <summary>Events; how many should have come is not known.</summary>
    public required long TypingSeen { get; init; }

    public required long PresenceSeen { get; init; }

    /// <summary>Views of somebody's presence that were wrong for more than 75 s.</summary>
    public required int WrongViews { get; init; }

    /// <summary>Whether every send had its outcome, every device everything, and every view was right, at the end.</summary>
    public required bool Settled { get; init; }

    /// <summary>By kind.</summary>
    public required IReadOnlyDictionary<string, int> Anomalies { get; init; }

    /// <summary>Of the anomalies, those of no fault's time.</summary>
    public required int OutsideFaults { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Whether the bars count.</summary>
    public required bool Timed { get; init; }

    public int AnomalyCount => Anomalies.Values.Sum();

    public bool Passed => AnomalyCount == 0 && Refused == 0 && WrongViews == 0 && Settled && Rows.Count == Planned
        && Rows.All(row => row.Skipped is not null || (row.Recovered && (!Timed || row.KeepsItsBars)));

    private string Kinds => AnomalyCount == 0
        ? ""
        : $": {string.Join(", ", Anomalies.Select(kind => $"{kind.Key} {kind.Value}"))}; {OutsideFaults} outside any fault's time";

    public static IReadOnlyDictionary<string, int> Count(IEnumerable<Anomaly> anomalies) =>
        anomalies.CountBy(anomaly => AnomalyKindText.Write(anomaly.Kind)).ToDictionary();

    public override string ToString() => $"""
        {FaultTable.Write(this)}
        {Sends} sends, {Delivered} deliveries in {Seconds:0} s; sends given up {Refused}, held back {HeldBack}
        typing seen {TypingSeen} times, presence {PresenceSeen}; views of presence wrong for too long {WrongViews}
        {(Settled ? "settled" : "NOT SETTLED")} at the end
        anomalies {AnomalyCount}{Kinds}
        seed {Seed}: {Command}
        {(Passed ? "PASSED" : "FAILED")}
        """;
}
