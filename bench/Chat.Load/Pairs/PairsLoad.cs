using Chat.Load.Measuring;
using Chat.Load.Pacing;
using Chat.Load.Wire;

namespace Chat.Load.Pairs;

/// <summary>The same load on whichever server.</summary>
internal sealed class PairsLoad : ILoad<long>
{
    private const int ConnectsAtOnce = 16;

    private readonly PairsOptions _options;
    private readonly PairsRun _run;
    private readonly Pair[] _pairs;

    public PairsLoad(PairsOptions options, IReadOnlyList<PairAddress> addresses)
    {
        _options = options;
        _run = new PairsRun { UntilAck = options.Away };
        _pairs = [.. addresses.Select((address, number) => new Pair(_run, address, number, options.Shape.Size))];
    }

    public long Count => _pairs.Sum(pair => pair.Done);

    public bool IsDrained => _pairs.All(pair => pair.Done >= pair.Sent);

    public void Keep(int window)
    {
        _run.Window = window;
        foreach (var pair in _pairs)
            pair.Fill();
    }

    public bool TrySend(long number, long dueAt) => _pairs[number % _pairs.Length].TrySend(dueAt);

    public void BeginMeasuring() => _run.Latencies = new PairsLatencies();

    public async Task<PairsReport> RunAsync(string server, ServerProcesses processes, CancellationToken cancellationToken)
    {
        await using var connections = new ConnectionSet();
        await connections.ConnectAsync(_pairs, ConnectsAtOnce, (pair, token) => pair.ConnectAsync(token), cancellationToken);
        var measured = await MeasuredRun.RunAsync(this, _options.Shape, processes, cancellationToken);
        var done = measured.After - measured.Before;
        return new PairsReport
        {
            Server = server,
            Users = 2 * _pairs.Length,
            Window = _options.Shape.Window,
            Seconds = measured.Cpu.Seconds,
            Messages = done,
            ServerMicrosecondsPerMessage = measured.Cpu.ServerPer(done),
            ByProcess = measured.Cpu.EachPer(done),
            OwnMicrosecondsPerMessage = measured.Cpu.OwnPer(done),
            AckP50Ms = _run.Latencies.Ack.Quantile(0.5),
            AckP99Ms = _run.Latencies.Ack.Quantile(0.99),
            DeliveryP50Ms = _run.Latencies.Delivery.Quantile(0.5),
            DeliveryP99Ms = _run.Latencies.Delivery.Quantile(0.99),
            ReceiptP50Ms = _run.Latencies.Receipt.Quantile(0.5),
            ReceiptP99Ms = _run.Latencies.Receipt.Quantile(0.99),
            Lost = _pairs.Sum(pair => pair.Sent - (_options.Away ? pair.Done : Math.Min(pair.Delivered, pair.Done))),
            Disordered = _run.Disordered,
            Refused = _run.Refused,
            HeldBack = measured.HeldBack,
        };
    }
}
