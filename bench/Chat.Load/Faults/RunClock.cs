using System.Diagnostics;

namespace Chat.Load.Faults;

/// <summary>One clock for everything that happens in a run.</summary>
internal sealed class RunClock
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>The wall's time when it began.</summary>
    public DateTimeOffset Started { get; } = DateTimeOffset.UtcNow;

    public TimeSpan Now => Stopwatch.GetElapsedTime(_started);
}
