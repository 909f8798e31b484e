using System.Diagnostics;
using Chat.Load.Measuring;
using Chat.Load.Reporting;

namespace Chat.Load.Storms;

/// <summary>How a crowd connected, and came back; also the JSON summary.</summary>
internal sealed record StormReport
{
    public required int Users { get; init; }

    /// <summary>Under way, the first time.</summary>
    public required int AtOnce { get; init; }

    public required double ConnectSeconds { get; init; }

    public double ConnectsPerSecond => Math.Round(Users / ConnectSeconds, 1);

    /// <summary>User and system time of all of the server's processes.</summary>
    public required double ServerMicrosecondsPerConnect { get; init; }

    public required IReadOnlyDictionary<string, double> ByProcessPerConnect { get; init; }

    public required double OwnMicrosecondsPerConnect { get; init; }

    /// <summary>From the drop to the completion of the last Sync.</summary>
    public required double? AllBackMs { get; init; }

    public required double? BackP50Ms { get; init; }

    /// <summary>Of the drop as well.</summary>
    public required double ServerMicrosecondsPerReturn { get; init; }

    public required IReadOnlyDictionary<string, double> ByProcessPerReturn { get; init; }

    public required double OwnMicrosecondsPerReturn { get; init; }

    /// <summary>Connects that were put off with 429 or 503, both times.</summary>
    public required int Refusals { get; init; }

    /// <summary>Connects that failed otherwise, both times, by the reason.</summary>
    public required IReadOnlyDictionary<string, int> Failures { get; init; }

    /// <summary>Devices that were not back in a minute.</summary>
    public required int NotBack { get; init; }

    /// <summary>Devices that were, and whose Sync did not bring their message, or brought more.</summary>
    public required int NotInSync { get; init; }

    /// <summary>Sends of those who came back that were not ACKed; null: nobody sent.</summary>
    public required int? SendsFailed { get; init; }

    /// <summary>Connections that ended by themselves.</summary>
    public required int Lost { get; init; }

    public bool Passed => NotBack == 0 && NotInSync == 0 && Lost == 0 && SendsFailed is null or 0;

    public static StormReport Of(
        StormOptions options, StormDevice[] devices, FailureTally failures, long droppedAt, CpuUse connects, CpuUse returns, int lost)
    {
        var back = devices.Where(device => device.BackAt is not null).ToArray();
        var took = back.Select(device => Stopwatch.GetElapsedTime(droppedAt, device.BackAt!.Value).TotalMilliseconds).Order().ToArray();
        return new StormReport
        {
            Users = devices.Length,
            AtOnce = options.AtOnce,
            ConnectSeconds = connects.Seconds,
            ServerMicrosecondsPerConnect = connects.ServerPer(devices.Length),
            ByProcessPerConnect = connects.EachPer(devices.Length),
            OwnMicrosecondsPerConnect = connects.OwnPer(devices.Length),
            AllBackMs = back.Length == devices.Length ? Math.Round(took[^1], 1) : null,
            BackP50Ms = took.Length > 0 ? Math.Round(took[took.Length / 2], 1) : null,
            ServerMicrosecondsPerReturn = returns.ServerPer(back.Length),
            ByProcessPerReturn = returns.EachPer(back.Length),
            OwnMicrosecondsPerReturn = returns.OwnPer(back.Length),
            Refusals = devices.Sum(device => device.Refusals),
            Failures = failures.Counts,
            NotBack = devices.Length - back.Length,
            NotInSync = back.Count(device => !device.HasItsMessage),
            SendsFailed = options.Senders > 0 ? devices.Count(device => device.LacksItsAck) : null,
            Lost = lost,
        };
    }

    public override string ToString() => $"""
        connects of {Users} users, {AtOnce} at once: {ConnectsPerSecond:0}/s over {ConnectSeconds:0.00} s
          server CPU  {ServerMicrosecondsPerConnect:0.0} us a connect ({Parts.Line(ByProcessPerConnect)})
          own CPU     {OwnMicrosecondsPerConnect:0.0} us a connect
        dropped at once: all back and in sync after {AllBackMs} ms, half of them after {BackP50Ms} ms
          server CPU  {ServerMicrosecondsPerReturn:0.0} us a return ({Parts.Line(ByProcessPerReturn)})
          own CPU     {OwnMicrosecondsPerReturn:0.0} us a return
          refused and put off {Refusals}, failed otherwise {Failures.Values.Sum()}{string.Concat(Failures.Select(failure => $"\n              {failure.Value} times: {failure.Key}"))}
          {(SendsFailed is { } failed ? $"sends failed {failed}, " : "")}not back {NotBack}, not in sync {NotInSync}, connections lost {Lost}
          {(Passed ? "PASSED" : "FAILED")}
        """;
}
