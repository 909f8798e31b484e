namespace Chat.Load.Reporting;

/// <summary>A replay's outcome; this record is also the JSON summary.</summary>
internal sealed record ReplayReport
{
    public required int Rooms { get; init; }

    public required int Users { get; init; }

    public required int Devices { get; init; }

    public required int DevicesThatWereAway { get; init; }

    /// <summary>Lines of the corpus.</summary>
    public required long Lines { get; init; }

    /// <summary>Lines with an ACK.</summary>
    public required long Sent { get; init; }

    /// <summary>ACKed lines that the server's history does not have at the ACK's seq, or has not in the corpus's order.</summary>
    public required long HistoryFaults { get; init; }

    /// <summary>Messages at devices, their own included.</summary>
    public required long Delivered { get; init; }

    public required long Lost { get; init; }

    public required long Duplicated { get; init; }

    public required long OutOfOrder { get; init; }

    public required long Foreign { get; init; }

    /// <summary>On the wire, before the clients' repair.</summary>
    public required long PushedLive { get; init; }

    public required long Replayed { get; init; }

    public required long Repaired { get; init; }

    public required long Repeated { get; init; }

    /// <summary>Devices that did not go away and got something otherwise than by exactly one push.</summary>
    public required int DevicesNotByOnePushEach { get; init; }

    public required double Seconds { get; init; }

    public required double SentPerSecond { get; init; }

    public required double DeliveredPerSecond { get; init; }

    public double? AckP50Ms { get; init; }

    public double? AckP99Ms { get; init; }

    public double? DeliveryP50Ms { get; init; }

    public double? DeliveryP99Ms { get; init; }

    /// <summary>CPU that this tool itself took, seconds.</summary>
    public required double OwnCpuSeconds { get; init; }

    public required bool Disturbed { get; init; }

    public bool Passed => Sent == Lines && HistoryFaults == 0 && Lost == 0 && Duplicated == 0 && OutOfOrder == 0 && Foreign == 0
        && (Disturbed || DevicesNotByOnePushEach == 0);

    public override string ToString() => $"""
        rooms {Rooms}, users {Users}, devices {Devices}, of which went away and came back {DevicesThatWereAway}
        sent        {Sent} of {Lines} lines in {Seconds:0.0} s, {SentPerSecond:0}/s; ACK p50 {AckP50Ms} ms, p99 {AckP99Ms} ms
        delivered   {Delivered}, {DeliveredPerSecond:0}/s; from send to each connected device p50 {DeliveryP50Ms} ms, p99 {DeliveryP99Ms} ms
        lost        {Lost}
        duplicated  {Duplicated}
        out of order {OutOfOrder}
        not the corpus's {Foreign}, faults of the server's history {HistoryFaults}
        on the wire pushed live {PushedLive}, replayed {Replayed}, repaired {Repaired}, repeated {Repeated}
        connected devices that got something otherwise than by exactly one push {DevicesNotByOnePushEach}{(Disturbed ? " (a disturbed run: allowed)" : "")}
        own CPU     {OwnCpuSeconds:0.0} s
        {(Passed ? "PASSED" : "FAILED")}
        """;
}
