namespace Chat.DevHost.Running;

/// <summary>A resource's state as its replicas make it.</summary>
internal static class Health
{
    public static bool IsHealthy(IReadOnlyList<ReplicaStatus> replicas) =>
        replicas.Count > 0 && replicas.All(replica => replica.State == ReplicaState.Healthy);

    public static string? FailureOf(IEnumerable<ReplicaStatus> replicas) =>
        replicas.FirstOrDefault(replica => replica.State == ReplicaState.Failed) is { } failed ? failed.Reason ?? failed.Name : null;
}
