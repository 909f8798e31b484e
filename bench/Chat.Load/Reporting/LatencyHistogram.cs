namespace Chat.Load.Reporting;

/// <summary>Latencies from 10 µs to over an hour in buckets 2 % apart, from any thread.</summary>
internal sealed class LatencyHistogram
{
    private const double First = 0.01;
    private const double Step = 1.02;
    private const int Buckets = 1_000;

    private readonly long[] _counts = new long[Buckets];

    public long Count => _counts.Sum();

    public void Record(TimeSpan latency)
    {
        var bucket = (int)Math.Log(Math.Max(First, latency.TotalMilliseconds) / First, Step);
        Interlocked.Increment(ref _counts[Math.Min(Buckets - 1, bucket)]);
    }

    /// <summary>Milliseconds that this part of the latencies does not exceed; null if there are none.</summary>
    public double? Quantile(double part)
    {
        var rest = (long)Math.Ceiling(Count * part);
        if (rest == 0)
            return null;
        var bucket = 0;
        while ((rest -= Interlocked.Read(ref _counts[bucket])) > 0)
            bucket++;
        return Math.Round(First * Math.Pow(Step, bucket + 1), 2);
    }
}
