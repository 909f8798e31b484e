namespace Chat.DevHost.Running;

internal enum ReplicaState
{
    /// <summary>For its dependencies.</summary>
    Waiting,

    /// <summary>The process runs and has not been healthy yet.</summary>
    Starting,

    Healthy,

    /// <summary>It was healthy, runs, and is not healthy now.</summary>
    Unhealthy,

    /// <summary>It died and is started again in a second.</summary>
    Restarting,

    Stopping,

    Stopped,

    /// <summary>It will not be started again.</summary>
    Failed,
}

/// <summary>What is known of one replica.</summary>
/// <param name="Name">The resource's name.</param>
/// <param name="Replica">From 0.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Urls">Its own addresses, not those in front of all replicas.</param>
/// <param name="Pid">Of the running process.</param>
/// <param name="StartTime">Of that process; with the pid it says which process is meant after pids have been used again.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record ReplicaStatus(
    string Name,
    int Replica,
    ReplicaState State,
    IReadOnlyList<string> Urls,
    int? Pid = null,
    long? StartTime = null,
    string? Reason = null);
