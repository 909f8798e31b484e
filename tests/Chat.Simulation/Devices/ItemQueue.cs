using Chat.Contracts.Hub;

namespace Chat.Simulation.Devices;

/// <summary>The items of one stream on their way to whoever reads it.</summary>
internal sealed class ItemQueue
{
    private readonly Queue<Message> _items = new();
    private TaskCompletionSource? _waiting;
    private Exception? _failure;
    private bool _ended;

    public void Add(Message message)
    {
        _items.Enqueue(message);
        Wake();
    }

    public void End(Exception? failure)
    {
        (_ended, _failure) = (true, failure);
        Wake();
    }

    /// <summary>Null at the end.</summary>
    public async Task<Message?> NextAsync(CancellationToken cancellation)
    {
        while (_items.Count == 0)
        {
            if (_ended)
                return _failure is null ? null : throw _failure;

            var waiting = _waiting = new TaskCompletionSource();
            await using var cancelled = cancellation.Register(() => waiting.TrySetCanceled(cancellation));
            await waiting.Task;
        }

        return _items.Dequeue();
    }

    private void Wake()
    {
        var waiting = _waiting;
        _waiting = null;
        waiting?.TrySetResult();
    }
}
