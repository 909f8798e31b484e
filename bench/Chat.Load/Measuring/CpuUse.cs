namespace Chat.Load.Measuring;

/// <summary>What the server's processes and the generator used over a stretch of time.</summary>
/// <param name="ServerMicroseconds">By process name.</param>
internal sealed record CpuUse(IReadOnlyDictionary<string, long> ServerMicroseconds, long OwnMicroseconds, TimeSpan Elapsed)
{
    public double Seconds => Math.Round(Elapsed.TotalSeconds, 3);

    /// <summary>Microseconds; all of them where nothing was done.</summary>
    public double ServerPer(double count) => Per(ServerMicroseconds.Values.Sum(), count);

    /// <summary>The same by process name, the largest first.</summary>
    public IReadOnlyDictionary<string, double> EachPer(double count) =>
        ServerMicroseconds
            .OrderByDescending(process => process.Value)
            .ToDictionary(process => process.Key, process => Per(process.Value, count));

    public double OwnPer(double count) => Per(OwnMicroseconds, count);

    private static double Per(long microseconds, double count) => Math.Round(microseconds / Math.Max(1, count), 1);
}
