using Chat.Contracts.Retrying;

namespace Chat.Gateway.Connections;

/// <summary>
/// What goes out on one connection, in order: written directly while writes complete at once, queued while one is under
/// way. An idle connection holds no task and no queue.
/// </summary>
/// <remarks>Guarded by the connection's lock, which the caller holds; the pump takes it between two writes.</remarks>
public sealed class Outbound(IClientLink link, GatewayLimits limits, Lock connectionLock)
{
    private Queue<Frame>? _waiting;
    private long _waitingBytes;
    private bool _writing;
    private bool _finished;

    /// <summary>Ends when nothing is under way or waiting any more.</summary>
    public Task Drained { get; private set; } = Task.CompletedTask;

    /// <summary>Frames wait for the one that is being written.</summary>
    public bool HasWaiting => _waiting?.Count > 0;

    /// <summary>False: the queue is full and the frame was not taken.</summary>
    public bool TryWrite(Frame frame)
    {
        if (_finished)
            return true;
        if (_writing && (_waiting?.Count >= limits.OutboundFrames || _waitingBytes + frame.Bytes.Length > limits.OutboundBytes))
            return false;

        Write(frame);
        return true;
    }

    /// <summary>Writes a last frame, whatever waits; later ones are swallowed.</summary>
    /// <param name="dropWaiting">Leave out what waits.</param>
    public void Finish(Frame? last, bool dropWaiting)
    {
        if (dropWaiting)
        {
            _waiting?.Clear();
            _waitingBytes = 0;
        }

        if (last is not null && !_finished)
            Write(last);
        _finished = true;
    }

    private void Write(Frame frame)
    {
        if (_writing)
        {
            (_waiting ??= new Queue<Frame>()).Enqueue(frame);
            _waitingBytes += frame.Bytes.Length;
            return;
        }

        var write = link.WriteAsync(frame);
        if (write.IsCompletedSuccessfully)
            return;

        _writing = true;
        Drained = PumpAsync(write);
    }

    private async Task PumpAsync(Task write)
    {
        while (true)
        {
            await write.ConfigureAwait(Await.EitherWay);
            lock (connectionLock)
            {
                if (write.IsFaulted || write.IsCanceled)
                    Finish(last: null, dropWaiting: true);
                if (_waiting is null || !_waiting.TryDequeue(out var next))
                {
                    _writing = false;
                    _waiting = null;
                    return;
                }

                _waitingBytes -= next.Bytes.Length;
                write = link.WriteAsync(next);
            }
        }
    }
}
