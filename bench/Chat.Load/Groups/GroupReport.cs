using Chat.Load.Reporting;

namespace Chat.Load.Groups;

/// <summary>A group under one load; also the JSON summary.</summary>
internal sealed record GroupReport
{
    /// <summary>The sender included.</summary>
    public required int Members { get; init; }

    /// <summary>0 in an open loop.</summary>
    public required int Window { get; init; }

    public required double Seconds { get; init; }

    /// <summary>That every other member has.</summary>
    public required long Messages { get; init; }

    public double MessagesPerSecond => Math.Round(Messages / Seconds, 1);

    public required long Deliveries { get; init; }

    public double DeliveriesPerSecond => Math.Round(Deliveries / Seconds, 1);

    /// <summary>User and system time of all of the server's processes.</summary>
    public required double ServerMicrosecondsPerDelivery { get; init; }

    public required IReadOnlyDictionary<string, double> ByProcess { get; init; }

    public required double OwnMicrosecondsPerDelivery { get; init; }

    public required double? MemberP50Ms { get; init; }

    public required double? MemberP99Ms { get; init; }

    public required double? LastMemberP50Ms { get; init; }

    public required double? LastMemberP99Ms { get; init; }

    /// <summary>Deliveries that did not come.</summary>
    public required long Lost { get; init; }

    public required long OutOfOrder { get; init; }

    public required long Twice { get; init; }

    public required int Refused { get; init; }

    public required long HeldBack { get; init; }

    public bool Passed => Messages > 0 && Lost == 0 && OutOfOrder == 0 && Twice == 0 && Refused == 0 && HeldBack == 0;

    public override string ToString() => $"""
        group of {Members}, {(Window == 0 ? "open loop" : $"{Window} under way")}: {MessagesPerSecond:0.0} msg/s, {DeliveriesPerSecond:0} deliveries/s over {Seconds:0.0} s
          server CPU  {ServerMicrosecondsPerDelivery:0.0} us a delivery ({Parts.Line(ByProcess)})
          own CPU     {OwnMicrosecondsPerDelivery:0.0} us a delivery
          send to each member p50 {MemberP50Ms} ms, p99 {MemberP99Ms} ms
          send to last member p50 {LastMemberP50Ms} ms, p99 {LastMemberP99Ms} ms
          lost {Lost}, out of order {OutOfOrder}, twice {Twice}, refused {Refused}, held back {HeldBack}
          {(Passed ? "PASSED" : "FAILED")}
        """;
}
