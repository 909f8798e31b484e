using Chat.Contracts.Errors;

namespace Chat.ServiceDefaults.Batching;

/// <summary>
/// Turns single calls into batched ones: each caller awaits its own result, the calls travel together by
/// <see cref="Batcher{T}"/>. Results stand in the order of the requests.
/// </summary>
public sealed class BatchedCall<TRequest, TResult> : IAsyncDisposable
{
    private readonly string _name;
    private readonly Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TResult>>> _call;
    private readonly Batcher<Waiter> _batcher;

    public BatchedCall(
        string name,
        BatchBounds bounds,
        Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TResult>>> call,
        Func<TRequest, long>? weight = null)
    {
        _name = name;
        _call = call;
        _batcher = new Batcher<Waiter>(name, bounds, RunAsync, Fail, weight is null ? null : waiter => weight(waiter.Request));
    }

    /// <exception cref="ChatException"><c>unavailable</c> when too many wait already. What the call itself throws reaches
    /// every caller of the batch.</exception>
    public Task<TResult> CallAsync(TRequest request, CancellationToken cancellation)
    {
        var waiter = new Waiter(request);
        return _batcher.TryAdd(waiter)
            ? waiter.Done.Task.WaitAsync(cancellation)
            : throw ChatException.Unavailable($"Too many calls wait ({_name}).");
    }

    public ValueTask DisposeAsync() => _batcher.DisposeAsync();

    private async Task RunAsync(IReadOnlyList<Waiter> batch, CancellationToken cancellation)
    {
        var requests = new TRequest[batch.Count];
        for (var i = 0; i < requests.Length; i++)
            requests[i] = batch[i].Request;

        var results = await _call(requests, cancellation);
        if (results.Count != batch.Count)
            throw new InvalidOperationException($"{_name}: {results.Count} results for {batch.Count} requests.");

        for (var i = 0; i < requests.Length; i++)
            batch[i].Done.TrySetResult(results[i]);
    }

    private static void Fail(IReadOnlyList<Waiter> batch, Exception exception)
    {
        foreach (var waiter in batch)
            waiter.Done.TrySetException(exception);
    }

    private sealed class Waiter(TRequest request)
    {
        public TRequest Request { get; } = request;

        /// <summary>Continuations run elsewhere: the loop of the batcher is not theirs.</summary>
        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
