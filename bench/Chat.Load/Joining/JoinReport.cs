using System.Diagnostics;
using Chat.Load.Measuring;
using Chat.Load.Reporting;

namespace Chat.Load.Joining;

/// <summary>How a crowd joined a group in one call; also the JSON summary.</summary>
internal sealed record JoinReport
{
    public required int Members { get; init; }

    public required int Online { get; init; }

    /// <summary>Of the call.</summary>
    public required double AnsweredMs { get; init; }

    /// <summary>From the call to each connected member's ChatChanged.</summary>
    public required double? ChangedP50Ms { get; init; }

    public required double? ChangedLastMs { get; init; }

    /// <summary>From the send of the next message, made when the call was answered, to each connected member.</summary>
    public required double? MessageP50Ms { get; init; }

    public required double? MessageLastMs { get; init; }

    /// <summary>User and system time of all of the server's processes, from the call to the last message.</summary>
    public required double ServerMicrosecondsPerMember { get; init; }

    public required IReadOnlyDictionary<string, double> ByProcess { get; init; }

    /// <summary>Connected members who got no ChatChanged.</summary>
    public required int NotTold { get; init; }

    /// <summary>Connected members who did not get the message.</summary>
    public required int NotReached { get; init; }

    public required int Refused { get; init; }

    public bool Passed => NotTold == 0 && NotReached == 0 && Refused == 0;

    /// <param name="joined">The connected ones, without the owner.</param>
    public static JoinReport Of(
        JoinOptions options, JoiningDevice owner, IReadOnlyList<JoiningDevice> joined, long calledAt, long answeredAt, CpuUse cpu)
    {
        var changed = Sorted(joined.Select(device => device.ChangedAt), calledAt);
        var messages = Sorted(joined.Select(device => device.MessageAt), answeredAt);
        return new JoinReport
        {
            Members = options.Members,
            Online = options.Online,
            AnsweredMs = Math.Round(Stopwatch.GetElapsedTime(calledAt, answeredAt).TotalMilliseconds, 1),
            ChangedP50Ms = changed.Length > 0 ? changed[changed.Length / 2] : null,
            ChangedLastMs = changed.Length == joined.Count ? changed[^1] : null,
            MessageP50Ms = messages.Length > 0 ? messages[messages.Length / 2] : null,
            MessageLastMs = messages.Length == joined.Count ? messages[^1] : null,
            ServerMicrosecondsPerMember = cpu.ServerPer(options.Members),
            ByProcess = cpu.EachPer(options.Members),
            NotTold = joined.Count - changed.Length,
            NotReached = joined.Count - messages.Length,
            Refused = owner.Refused,
        };
    }

    public override string ToString() => $"""
        {Members} members joined in one call, {Online} of them connected: answered after {AnsweredMs} ms
          call to ChatChanged          p50 {ChangedP50Ms} ms, last {ChangedLastMs} ms
          next message to each member  p50 {MessageP50Ms} ms, last {MessageLastMs} ms
          server CPU  {ServerMicrosecondsPerMember:0.0} us a member ({Parts.Line(ByProcess)})
          not told {NotTold}, not reached {NotReached}, refused {Refused}
          {(Passed ? "PASSED" : "FAILED")}
        """;

    private static double[] Sorted(IEnumerable<long?> timestamps, long since) =>
        [.. timestamps.OfType<long>().Select(at => Math.Round(Stopwatch.GetElapsedTime(since, at).TotalMilliseconds, 1)).Order()];
}
