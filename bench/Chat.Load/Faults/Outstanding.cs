namespace Chat.Load.Faults;

/// <summary>Calls under way: their number is bounded, and their owner awaits their end.</summary>
internal sealed class Outstanding(int limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Task> _running = [];
    private long _number;

    public int Count
    {
        get
        {
            lock (_lock)
                return _running.Count;
        }
    }

    /// <returns>False: too many are under way, it was not called.</returns>
    public bool TryStart(Func<Task> call)
    {
        lock (_lock)
        {
            if (_running.Count >= limit)
                return false;
            var number = _number++;
            _running.Add(number, RunAsync(number, call));
            return true;
        }
    }

    /// <summary>A call that failed stays among them, and fails this.</summary>
    public async Task EndedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task[] running;
            lock (_lock)
                running = [.. _running.Values];
            if (running.Length == 0)
                return;
            await Task.WhenAll(running).WaitAsync(cancellationToken);
        }
    }

    private async Task RunAsync(long number, Func<Task> call)
    {
        // It is entered before it can leave.
        await Task.Yield();
        await call();
        lock (_lock)
            _running.Remove(number);
    }
}
