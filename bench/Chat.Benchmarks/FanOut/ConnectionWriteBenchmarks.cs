using BenchmarkDotNet.Attributes;
using Chat.Gateway.Connections;

namespace Chat.Benchmarks.FanOut;

/// <summary>One message to the thousand connections of a group; per connection.</summary>
[MemoryDiagnoser]
public class ConnectionWriteBenchmarks
{
    private const int Size = 1_000;

    private readonly Frame _frame = Frame.Of(Sample.Message(seq: 1).ToMessage());
    private readonly Audience _ready = new(Size, () => Task.CompletedTask);
    private readonly Audience _slow;
    private TaskCompletionSource? _taken;
    private long _seq;

    public ConnectionWriteBenchmarks() => _slow = new Audience(Size, () => _taken?.Task ?? Task.CompletedTask);

    [GlobalCleanup(Target = nameof(ToConnectionsThatTakeAtOnce))]
    public void CheckReady() => _ready.MustHaveWritten();

    [GlobalCleanup(Target = nameof(ToConnectionsThatAreWriting))]
    public void CheckSlow() => _slow.MustHaveWritten();

    [Benchmark(OperationsPerInvoke = Size)]
    public void ToConnectionsThatTakeAtOnce() => PushTo(_ready);

    /// <summary>Two frames: the first one's write stays under way, the second waits for it in the queue; then both go
    /// out. A task of its own on each connection, which a write that completes at once does not need.</summary>
    [Benchmark(OperationsPerInvoke = Size)]
    public void ToConnectionsThatAreWriting()
    {
        var taken = _taken = new TaskCompletionSource();
        PushTo(_slow);
        PushTo(_slow);
        _taken = null;
        // The connections' pumps go on in here, to their end.
        taken.SetResult();
    }

    private void PushTo(Audience audience)
    {
        _seq++;
        foreach (var connection in audience.Connections)
            connection.PushMessage(Sample.Chat, _seq, _frame);
    }
}
