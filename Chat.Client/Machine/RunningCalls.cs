using System.Collections.Concurrent;

namespace Chat.Client.Machine;

/// <summary>Owns calls that run beside the loop, until all have ended. A call deals with its own failures.</summary>
internal sealed class RunningCalls
{
    private readonly ConcurrentDictionary<long, Task> _calls = [];
    private long _last;

    /// <summary>Begins the call at once, on this thread.</summary>
    public void Start(Func<Task> call)
    {
        var number = Interlocked.Increment(ref _last);
        var running = RunAsync(number, call);
        _calls.TryAdd(number, running);
        if (running.IsCompleted)
            _calls.TryRemove(number, out _);
    }

    public Task EndedAsync() => Task.WhenAll(_calls.Values);

    private async Task RunAsync(long number, Func<Task> call)
    {
        try
        {
            await call();
        }
        finally
        {
            _calls.TryRemove(number, out _);
        }
    }
}
