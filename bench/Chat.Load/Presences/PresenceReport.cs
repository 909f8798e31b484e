using Chat.Load.Measuring;
using Chat.Load.Reporting;

namespace Chat.Load.Presences;

/// <summary>Users who came and went, as others saw it; also the JSON summary.</summary>
internal sealed record PresenceReport
{
    public required int Users { get; init; }

    public required int Watchers { get; init; }

    public required int Each { get; init; }

    public required double Seconds { get; init; }

    public required double ChangesPerSecond { get; init; }

    public required double EventsPerSecond { get; init; }

    public required double? ComingP50Ms { get; init; }

    public required double? ComingP99Ms { get; init; }

    public required double? GoodbyeP50Ms { get; init; }

    public required double? GoodbyeP99Ms { get; init; }

    public required double? ResetP50Ms { get; init; }

    public required double? ResetP99Ms { get; init; }

    /// <summary>Percent of a core, of presence and Redis.</summary>
    public required double PresenceAndRedisPercent { get; init; }

    /// <summary>Percent of a core.</summary>
    public required IReadOnlyDictionary<string, double> PercentByProcess { get; init; }

    /// <summary>Events less than a second after the last of the same user at the same watcher.</summary>
    public required int TooSoon { get; init; }

    /// <summary>From the last change until every view was right; null: some are wrong still.</summary>
    public required double? AllRightAfterSeconds { get; init; }

    /// <summary>Views that are wrong at the end.</summary>
    public required int Wrong { get; init; }

    /// <summary>The same asked over REST.</summary>
    public required int WrongByRequest { get; init; }

    /// <summary>Attempts to connect that failed.</summary>
    public required int Failures { get; init; }

    /// <summary>Watchers' connections that ended by themselves.</summary>
    public required int Lost { get; init; }

    public bool Passed => Wrong == 0 && WrongByRequest == 0 && TooSoon == 0 && Lost == 0 && EventsPerSecond > 0;

    public static IReadOnlyDictionary<string, double> Percent(CpuUse cpu) => cpu.ServerMicroseconds
        .OrderByDescending(process => process.Value)
        .ToDictionary(process => process.Key, process => Math.Round(process.Value / cpu.Elapsed.TotalMicroseconds * 100, 1));

    public override string ToString() => $"""
        {Users} users come and go ({ChangesPerSecond:0} changes/s), {Watchers} watchers of {Each}: {EventsPerSecond:0} events/s over {Seconds:0.0} s
          coming to event   p50 {ComingP50Ms} ms, p99 {ComingP99Ms} ms
          goodbye to event  p50 {GoodbyeP50Ms} ms, p99 {GoodbyeP99Ms} ms
          reset to event    p50 {ResetP50Ms} ms, p99 {ResetP99Ms} ms
          presence and Redis {PresenceAndRedisPercent:0.0} % of a core ({Parts.Line(PercentByProcess)})
          events too soon {TooSoon}, connects failed {Failures}, connections lost {Lost}
          all views right after {AllRightAfterSeconds} s; wrong {Wrong}, by request {WrongByRequest}
          {(Passed ? "PASSED" : "FAILED")}
        """;
}
