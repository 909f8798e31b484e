using BenchmarkDotNet.Attributes;
using Chat.ServiceDefaults.Batching;

namespace Chat.Benchmarks.Batching;

/// <summary>What a call costs that travels with others, when what it calls costs nothing: the batcher's own price, with
/// its change of threads.</summary>
[MemoryDiagnoser]
public class BatchedCallBenchmarks
{
    private const int Calls = 8_192;

    private BatchedCall<long, long> _call = null!;

    /// <summary>Each calls again when it has its answer.</summary>
    [Params(1, 64, 256)]
    public int Callers { get; set; }

    [GlobalSetup]
    public void Start() =>
        _call = new BatchedCall<long, long>("benchmark", new BatchBounds(Waiting: 1_024, Items: 256), AnswerAsync);

    [GlobalCleanup]
    public async Task StopAsync() => await _call.DisposeAsync();

    [Benchmark(OperationsPerInvoke = Calls)]
    public Task Call()
    {
        var callers = new Task[Callers];
        for (var i = 0; i < callers.Length; i++)
            callers[i] = Task.Run(CallInTurnAsync);
        return Task.WhenAll(callers);
    }

    private async Task CallInTurnAsync()
    {
        for (var i = 0; i < Calls / Callers; i++)
            await _call.CallAsync(i, CancellationToken.None);
    }

    /// <summary>Not at once, as no call over a network is: meanwhile the next batch collects.</summary>
    private static async Task<IReadOnlyList<long>> AnswerAsync(IReadOnlyList<long> requests, CancellationToken cancellation)
    {
        await Task.Yield();
        return requests;
    }
}
