using Chat.Simulation.Scheduling;

namespace Chat.Simulation.Network;

/// <summary>The body of an answer that comes piece by piece, in order.</summary>
internal sealed class SimulatedStream(World world, Weather weather) : Stream
{
    private readonly Queue<byte[]> _arrived = new();
    private int _read;
    private long _last;
    private bool _ended;
    private bool _broken;
    private TaskCompletionSource? _waiting;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Send(byte[] bytes) => InOrder(() => _arrived.Enqueue(bytes));

    public void SendEnd() => InOrder(() => _ended = true);

    public void SendBreak() => InOrder(() => _broken = true);

    public void Break()
    {
        _broken = true;
        Wake();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_arrived.Count == 0)
        {
            if (_broken)
                throw new IOException("The stream broke.");
            if (_ended)
                return 0;

            var waiting = _waiting = new TaskCompletionSource();
            await using var cancelled = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
            await waiting.Task;
        }

        var first = _arrived.Peek();
        var count = Math.Min(buffer.Length, first.Length - _read);
        first.AsSpan(_read, count).CopyTo(buffer.Span);
        _read += count;
        if (_read == first.Length)
        {
            _arrived.Dequeue();
            _read = 0;
        }

        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void InOrder(Action arrive)
    {
        _last = Math.Max(_last, world.Now + weather.ShortDelay().Ticks);
        world.After(TimeSpan.FromTicks(_last - world.Now), () =>
        {
            arrive();
            Wake();
        });
    }

    private void Wake()
    {
        var waiting = _waiting;
        _waiting = null;
        waiting?.TrySetResult();
    }
}
