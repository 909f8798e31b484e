using Chat.Contracts.Errors;

namespace Chat.Gateway.Syncing;

/// <summary>One replay at a time on a connection; the next ones wait their turn, up to <see cref="MaxWaiting"/>.</summary>
public sealed class SyncTurns
{
    private const int MaxWaiting = 8;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _taken;

    /// <summary>Taken at once if it is free, without going asynchronous.</summary>
    /// <exception cref="ChatException"><c>rate-limited</c> when too many wait.</exception>
    public async Task<Turn> TakeAsync(CancellationToken cancellation)
    {
        TaskCompletionSource mine;
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return new Turn(this);
            }

            if (_waiting.Count >= MaxWaiting)
                throw new ChatException(ErrorCodes.RateLimited, "Too many syncs wait on this connection.");
            mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(mine);
        }

        await using var cancelled = cancellation.Register(() => mine.TrySetCanceled(cancellation));
        await mine.Task;
        return new Turn(this);
    }

    private void Release()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (next.TrySetResult())
                    return;
            }

            _taken = false;
        }
    }

    public readonly struct Turn(SyncTurns turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
