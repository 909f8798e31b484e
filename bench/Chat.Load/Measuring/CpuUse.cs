namespace Chat.Load.Measuring;

/// <summary>What the server's processes and the generator used over a stretch of time.</summary>
/// <param name="ServerMicroseconds">By process name.</param>
internal sealed record CpuUse(IReadOnlyDictionary<string, long> ServerMicroseconds, long OwnMicroseconds, TimeSpan Elapsed)
{
    public long ServerTotal => ServerMicroseconds.Values.Sum();
}
