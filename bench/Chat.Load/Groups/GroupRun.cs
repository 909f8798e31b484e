namespace Chat.Load.Groups;

/// <summary>What the rooms of one run share.</summary>
internal sealed class GroupRun
{
    private int _refused;

    /// <summary>Kept under way by each room; 0 in an open loop.</summary>
    public volatile int Window;

    /// <summary>Changed when the measuring begins.</summary>
    public GroupLatencies Latencies { get; set; } = new();

    /// <summary>Sends that were answered with an error.</summary>
    public int Refused => Volatile.Read(ref _refused);

    public void RefusalCame() => Interlocked.Increment(ref _refused);
}
