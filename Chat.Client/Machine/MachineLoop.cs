using System.Threading.Channels;

namespace Chat.Client.Machine;

/// <summary>
/// Runs the machine: one input at a time, in the order of posting, and its turns when they are due. The queue of inputs is
/// bounded; who posts to a full one waits. The loop itself waits for nothing else, so that everybody may wait for it.
/// </summary>
internal sealed class MachineLoop : IAsyncDisposable
{
    private const int Capacity = 1_024;

    private readonly Channel<Action<ClientMachine>> _inputs = Channel.CreateBounded<Action<ClientMachine>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly ClientMachine _machine;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly ITimer _timer;
    private TimeSpan? _armed;

    /// <param name="machine">Made at this very moment: its clock and the loop's begin together.</param>
    public MachineLoop(ClientMachine machine, TimeProvider time)
    {
        _machine = machine;
        _time = time;
        _started = time.GetTimestamp();
        // A full queue needs no waking.
        _timer = time.CreateTimer(_ => _inputs.Writer.TryWrite(Wake), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ValueTask PostAsync(Action<ClientMachine> input, CancellationToken cancellationToken) =>
        _inputs.Writer.WriteAsync(input, cancellationToken);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _inputs.Reader.WaitToReadAsync(cancellationToken))
            {
                while (_inputs.Reader.TryRead(out var input))
                {
                    input(_machine);
                    _machine.Turn();
                }

                Arm();
            }
        }
        finally
        {
            // Nobody shall wait for a loop that has ended.
            _inputs.Writer.TryComplete();
        }
    }

    public ValueTask DisposeAsync()
    {
        _inputs.Writer.TryComplete();
        return _timer.DisposeAsync();
    }

    private void Wake(ClientMachine machine) => _armed = null;

    private void Arm()
    {
        var due = _machine.NextDue;
        if (due == _armed)
            return;

        _armed = due;
        _timer.Change(due is null ? Timeout.InfiniteTimeSpan : Until(due.Value), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Timers count in whole milliseconds: rounded up, for one that fires early finds nothing due.</summary>
    private TimeSpan Until(TimeSpan due)
    {
        var wait = (due - _time.GetElapsedTime(_started)).TotalMilliseconds;
        return TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait)));
    }
}
