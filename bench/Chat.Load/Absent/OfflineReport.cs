using Chat.Load.Measuring;
using Chat.Load.Reporting;

namespace Chat.Load.Absent;

/// <summary>How the recipients came by what they had missed; also the JSON summary.</summary>
internal sealed record OfflineReport
{
    public required int Recipients { get; init; }

    /// <summary>That each had missed.</summary>
    public required int Messages { get; init; }

    /// <summary>From before the TCP connect to the Sync's completion.</summary>
    public required double? ReturnP50Ms { get; init; }

    public required double? ReturnP99Ms { get; init; }

    public required double ReturnMaxMs { get; init; }

    /// <summary>From the Sync's invocation to its completion.</summary>
    public required double? SyncP50Ms { get; init; }

    public required double? SyncP99Ms { get; init; }

    public required double SyncMaxMs { get; init; }

    /// <summary>User and system time of all of the server's processes, the connects included.</summary>
    public required double ServerMicrosecondsPerMessage { get; init; }

    public required IReadOnlyDictionary<string, double> ByProcess { get; init; }

    public required double OwnMicrosecondsPerMessage { get; init; }

    public required long Lost { get; init; }

    public required long OutOfOrder { get; init; }

    public required long Twice { get; init; }

    /// <summary>Messages that came otherwise than by Sync.</summary>
    public required long Pushed { get; init; }

    public bool Passed => Lost == 0 && OutOfOrder == 0 && Twice == 0 && Pushed == 0;

    public static OfflineReport Of(OfflineOptions options, ReturningDevice[] devices, CpuUse cpu)
    {
        var (returned, synced) = (new LatencyHistogram(), new LatencyHistogram());
        foreach (var device in devices)
        {
            returned.Record(device.Returned);
            synced.Record(device.Synced);
        }

        var messages = (double)options.Recipients * options.Messages;
        return new OfflineReport
        {
            Recipients = options.Recipients,
            Messages = options.Messages,
            ReturnP50Ms = returned.Quantile(0.5),
            ReturnP99Ms = returned.Quantile(0.99),
            ReturnMaxMs = Math.Round(devices.Max(device => device.Returned).TotalMilliseconds, 2),
            SyncP50Ms = synced.Quantile(0.5),
            SyncP99Ms = synced.Quantile(0.99),
            SyncMaxMs = Math.Round(devices.Max(device => device.Synced).TotalMilliseconds, 2),
            ServerMicrosecondsPerMessage = cpu.ServerPer(messages),
            ByProcess = cpu.EachPer(messages),
            OwnMicrosecondsPerMessage = cpu.OwnPer(messages),
            Lost = devices.Sum(device => options.Messages - device.Brought.Arrived),
            OutOfOrder = devices.Sum(device => device.Brought.Late),
            Twice = devices.Sum(device => device.Brought.Twice),
            Pushed = devices.Sum(device => device.Pushed),
        };
    }

    public override string ToString() => $"""
        {Recipients} recipients come back, {Messages} messages missed each
          connect to all there p50 {ReturnP50Ms} ms, p99 {ReturnP99Ms} ms, max {ReturnMaxMs} ms
          Sync alone           p50 {SyncP50Ms} ms, p99 {SyncP99Ms} ms, max {SyncMaxMs} ms
          server CPU  {ServerMicrosecondsPerMessage:0.0} us a message ({Parts.Line(ByProcess)})
          own CPU     {OwnMicrosecondsPerMessage:0.0} us a message
          lost {Lost}, out of order {OutOfOrder}, twice {Twice}, pushed {Pushed}
          {(Passed ? "PASSED" : "FAILED")}
        """;
}
