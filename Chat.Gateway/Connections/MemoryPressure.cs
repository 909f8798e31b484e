namespace Chat.Gateway.Connections;

/// <summary>Whether so little memory is left that new connections are refused: those that exist are to live on. As of the
/// last garbage collection, which refused connections bring about too; read at most once a second.</summary>
/// <param name="limits">The bound.</param>
/// <param name="time">Of the reading.</param>
/// <param name="load">The part of the available memory that is in use.</param>
public sealed class MemoryPressure(GatewayLimits limits, TimeProvider time, Func<double> load)
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _readAt;
    private bool _high;

    public bool IsHigh
    {
        get
        {
            if (limits.MaxMemoryLoad <= 0)
                return false;

            lock (_lock)
            {
                var now = time.GetTimestamp();
                if (_readAt is null || time.GetElapsedTime(_readAt.Value, now) >= ReadEvery)
                    (_readAt, _high) = (now, load() > limits.MaxMemoryLoad);
                return _high;
            }
        }
    }

    /// <summary>What the runtime sees: the container's memory and its limit where there is one (of which the runtime takes 75 %
    /// for its heap), else the machine's.</summary>
    public static double OfRuntime()
    {
        var memory = GC.GetGCMemoryInfo();
        return (double)memory.MemoryLoadBytes / memory.TotalAvailableMemoryBytes;
    }
}
