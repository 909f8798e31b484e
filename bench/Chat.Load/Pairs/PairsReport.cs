using Chat.Load.Reporting;

namespace Chat.Load.Pairs;

/// <summary>One server under one load; also an entry of the JSON summary.</summary>
internal sealed record PairsReport
{
    /// <summary>"chat" or "bare".</summary>
    public required string Server { get; init; }

    public required int Users { get; init; }

    /// <summary>0 in an open loop.</summary>
    public required int Window { get; init; }

    public required double Seconds { get; init; }

    public required long Messages { get; init; }

    public double PerSecond => Math.Round(Messages / Seconds, 1);

    /// <summary>User and system time of all of the server's processes.</summary>
    public required double ServerMicrosecondsPerMessage { get; init; }

    public required IReadOnlyDictionary<string, double> ByProcess { get; init; }

    public required double OwnMicrosecondsPerMessage { get; init; }

    public required double? AckP50Ms { get; init; }

    public required double? AckP99Ms { get; init; }

    public required double? DeliveryP50Ms { get; init; }

    public required double? DeliveryP99Ms { get; init; }

    public required double? ReceiptP50Ms { get; init; }

    public required double? ReceiptP99Ms { get; init; }

    public required long Lost { get; init; }

    public required int Disordered { get; init; }

    public required int Refused { get; init; }

    public required long HeldBack { get; init; }

    public bool Passed => Lost == 0 && Disordered == 0 && Refused == 0 && HeldBack == 0;

    public override string ToString() => $"""
        {Server}: {Users} users, {(Window == 0 ? "open loop" : $"{Window} under way each")}: {PerSecond:0} msg/s over {Seconds:0.0} s
          server CPU  {ServerMicrosecondsPerMessage:0.0} us a message ({Parts.Line(ByProcess)})
          own CPU     {OwnMicrosecondsPerMessage:0.0} us a message
          send to ACK       p50 {AckP50Ms} ms, p99 {AckP99Ms} ms
          send to recipient p50 {DeliveryP50Ms} ms, p99 {DeliveryP99Ms} ms
          send to receipt   p50 {ReceiptP50Ms} ms, p99 {ReceiptP99Ms} ms
          lost {Lost}, out of order or twice {Disordered}, refused {Refused}, held back {HeldBack}
        """;
}
