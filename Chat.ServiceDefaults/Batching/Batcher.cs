using System.Diagnostics;
using System.Threading.Channels;
using Chat.ServiceDefaults.Telemetry;

namespace Chat.ServiceDefaults.Batching;

/// <summary>
/// Collects what arrives while the last batch is under way and then runs it as the next: no timer, so that a lone item
/// leaves at once and a thousand waiting ones leave together. One batch is under way at a time, in the order of arrival.
/// </summary>
/// <remarks>
/// Full: <see cref="TryAdd"/> answers false and the caller refuses in its own terms. A batch that throws is reported to
/// <c>failed</c> and the next one runs. Disposing refuses new items, finishes the batch under way and hands the rest to
/// <c>failed</c> with <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class Batcher<T> : IAsyncDisposable
{
    private readonly string _name;
    private readonly BatchBounds _bounds;
    private readonly Func<IReadOnlyList<T>, CancellationToken, Task> _run;
    private readonly Action<IReadOnlyList<T>, Exception> _failed;
    private readonly Func<T, long> _weight;
    private readonly Channel<T> _waiting;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;

    public Batcher(
        string name,
        BatchBounds bounds,
        Func<IReadOnlyList<T>, CancellationToken, Task> run,
        Action<IReadOnlyList<T>, Exception> failed,
        Func<T, long>? weight = null)
    {
        _name = name;
        _bounds = bounds;
        _run = run;
        _failed = failed;
        _weight = weight ?? (static _ => 1);
        _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(bounds.Waiting) { SingleReader = true });
        // On the scheduler of whoever made it: the thread pool, but for the simulation.
        _loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
    }

    /// <summary>Items that wait now; not those of the batch under way.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>False when <see cref="BatchBounds.Waiting"/> items wait already, or after disposal began.</summary>
    public bool TryAdd(T item) => _waiting.Writer.TryWrite(item);

    public async ValueTask DisposeAsync()
    {
        if (!_waiting.Writer.TryComplete())
        {
            await _loop;
            return;
        }

        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var reader = _waiting.Reader;
        while (await reader.WaitToReadAsync(CancellationToken.None))
        {
            var batch = Take(reader);
            if (_stopping.IsCancellationRequested)
            {
                _failed(batch, new ObjectDisposedException(_name));
                continue;
            }

            ChatMetrics.BatchSize.Record(batch.Count, new TagList { { "batcher", _name } });
            try
            {
                await _run(batch, _stopping.Token);
            }
            catch (Exception exception)
            {
                // Recorded by whoever waits for these items; this loop must go on for the others.
                _failed(batch, exception);
            }
        }
    }

    private List<T> Take(ChannelReader<T> reader)
    {
        var batch = new List<T>(Math.Min(_bounds.Items, Math.Max(1, reader.Count)));
        var weight = 0L;
        while (batch.Count < _bounds.Items && reader.TryPeek(out var next))
        {
            weight += _weight(next);
            if (batch.Count > 0 && weight > _bounds.Weight)
                break;
            if (reader.TryRead(out next))
                batch.Add(next);
        }

        return batch;
    }
}
