using Chat.Load.Reporting;

namespace Chat.Load.Groups;

/// <summary>Groups under one load; also an entry of the JSON summary.</summary>
internal sealed record GroupReport
{
    public required string Kind { get; init; }

    public required int Rooms { get; init; }

    /// <summary>Of each room, the sender included.</summary>
    public required int Members { get; init; }

    /// <summary>Of them, connected.</summary>
    public required int Online { get; init; }

    /// <summary>0 in an open loop.</summary>
    public required int Window { get; init; }

    public required double Seconds { get; init; }

    /// <summary>That every other member has.</summary>
    public required long Messages { get; init; }

    public double MessagesPerSecond => Math.Round(Messages / Seconds, 1);

    public required long Deliveries { get; init; }

    public double DeliveriesPerSecond => Math.Round(Deliveries / Seconds, 1);

    /// <summary>User and system time of all of the server's processes.</summary>
    public required double ServerMicrosecondsPerMessage { get; init; }

    /// <summary>What it is more than without the offline members, for each of them; null: not compared.</summary>
    public double? ServerMicrosecondsPerOffline { get; init; }

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

    /// <summary>One-to-one messages in the same time; null: there were none.</summary>
    public BesideFigures? Beside { get; init; }

    public bool Passed => Messages > 0 && Lost == 0 && OutOfOrder == 0 && Twice == 0 && Refused == 0 && HeldBack == 0
        && Beside is null or { Passed: true };

    /// <param name="without">The same without the offline members.</param>
    public GroupReport Against(GroupReport without) => this with
    {
        ServerMicrosecondsPerOffline = Math.Round(
            (ServerMicrosecondsPerMessage - without.ServerMicrosecondsPerMessage) / (Members - without.Members), 2),
    };

    public override string ToString() => $"""
        {Kind}: {Rooms} of {Members}, {Online} connected, {(Window == 0 ? "open loop" : $"{Window} under way")}: {MessagesPerSecond:0.0} msg/s, {DeliveriesPerSecond:0} deliveries/s over {Seconds:0.0} s
          server CPU  {ServerMicrosecondsPerDelivery:0.0} us a delivery ({Parts.Line(ByProcess)}){OfflineLine}
          own CPU     {OwnMicrosecondsPerDelivery:0.0} us a delivery
          send to each member p50 {MemberP50Ms} ms, p99 {MemberP99Ms} ms
          send to last member p50 {LastMemberP50Ms} ms, p99 {LastMemberP99Ms} ms
          lost {Lost}, out of order {OutOfOrder}, twice {Twice}, refused {Refused}, held back {HeldBack}{BesideLine}
          {(Passed ? "PASSED" : "FAILED")}
        """;

    private string OfflineLine => ServerMicrosecondsPerOffline is { } each
        ? $"\n              {each:0.00} us a message for each member who is offline"
        : "";

    private string BesideLine => Beside is { } beside
        ? $"\n  beside      {beside.PerSecond:0} msg/s one-to-one, p50 {beside.DeliveryP50Ms} ms, p99 {beside.DeliveryP99Ms} ms"
        : "";
}
