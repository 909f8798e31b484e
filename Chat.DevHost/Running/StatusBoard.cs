namespace Chat.DevHost.Running;

/// <summary>The state of everything, in one place: the file, the health of dependencies and the tests' waits all follow from it.</summary>
/// <param name="onChange">Called at each change, one call at a time, with everything.</param>
internal sealed class StatusBoard(Action<IReadOnlyCollection<ReplicaStatus>> onChange)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(int Order, int Replica), ReplicaStatus> _replicas = [];
    private readonly Dictionary<string, int> _order = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ReplicaStatus> All
    {
        get
        {
            lock (_lock)
                return [.. _replicas.Values];
        }
    }

    public IReadOnlyList<ReplicaStatus> Of(string resource)
    {
        lock (_lock)
            return [.. _replicas.Values.Where(replica => replica.Name == resource)];
    }

    public void Set(ReplicaStatus status)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _order.TryAdd(status.Name, _order.Count);
            _replicas[(_order[status.Name], status.Replica)] = status;
            onChange(_replicas.Values);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    /// <summary>Returns when the condition holds of the resource's replicas.</summary>
    public async Task<IReadOnlyList<ReplicaStatus>> WaitAsync(
        string resource, Func<IReadOnlyList<ReplicaStatus>, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;
            var replicas = Of(resource);
            if (condition(replicas))
                return replicas;
            await changed.WaitAsync(cancellationToken);
        }
    }
}
