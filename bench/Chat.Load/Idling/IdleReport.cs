using Chat.Load.Measuring;
using Chat.Load.Reporting;

namespace Chat.Load.Idling;

/// <summary>What idle connections cost; also the JSON summary.</summary>
internal sealed record IdleReport
{
    public required int Users { get; init; }

    /// <summary>Of all of the server's processes (PSS), before the first connect.</summary>
    public required double MebibytesBefore { get; init; }

    public required double MebibytesAfter { get; init; }

    public required double KibibytesPerConnection { get; init; }

    public required IReadOnlyDictionary<string, double> KibibytesByProcess { get; init; }

    public required double Seconds { get; init; }

    /// <summary>User and system time of all of the server's processes, a connection and second.</summary>
    public required double ServerMicrosecondsPerSecond { get; init; }

    public required IReadOnlyDictionary<string, double> MicrosecondsByProcess { get; init; }

    public required double OwnMicrosecondsPerSecond { get; init; }

    /// <summary>Connections that ended by themselves.</summary>
    public required int Lost { get; init; }

    public bool Passed => Lost == 0;

    public static IdleReport Of(
        int users, IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after, CpuUse cpu, int lost)
    {
        var connectionSeconds = users * cpu.Elapsed.TotalSeconds;
        return new IdleReport
        {
            Users = users,
            MebibytesBefore = Math.Round(before.Values.Sum() / 1024.0 / 1024, 1),
            MebibytesAfter = Math.Round(after.Values.Sum() / 1024.0 / 1024, 1),
            KibibytesPerConnection = PerConnection(after.Values.Sum() - before.Values.Sum()),
            KibibytesByProcess = after.Keys.Union(before.Keys)
                .Select(name => (Name: name, Kibibytes: PerConnection(after.GetValueOrDefault(name) - before.GetValueOrDefault(name))))
                .OrderByDescending(part => part.Kibibytes)
                .ToDictionary(part => part.Name, part => part.Kibibytes),
            Seconds = cpu.Seconds,
            ServerMicrosecondsPerSecond = cpu.ServerPer(connectionSeconds),
            MicrosecondsByProcess = cpu.EachPer(connectionSeconds),
            OwnMicrosecondsPerSecond = cpu.OwnPer(connectionSeconds),
            Lost = lost,
        };

        double PerConnection(long bytes) => Math.Round(bytes / 1024.0 / users, 1);
    }

    public override string ToString() => $"""
        {Users} idle connections: {KibibytesPerConnection:0.0} KiB each ({MebibytesBefore:0} MiB before, {MebibytesAfter:0} MiB with them)
          by process  {Parts.Line(KibibytesByProcess)}
          server CPU  {ServerMicrosecondsPerSecond:0.0} us a connection and second over {Seconds:0.0} s ({Parts.Line(MicrosecondsByProcess)})
          own CPU     {OwnMicrosecondsPerSecond:0.0} us a connection and second
          connections lost {Lost}
          {(Passed ? "PASSED" : "FAILED")}
        """;
}
