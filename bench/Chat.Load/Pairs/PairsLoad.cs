using Chat.Load.Measuring;
using Chat.Load.Pacing;
using Chat.Load.Wire;

namespace Chat.Load.Pairs;

/// <summary>The same load on whichever server.</summary>
internal sealed class PairsLoad(PairsOptions options)
{
    private const int ConnectsAtOnce = 16;

    public async Task<PairsReport> RunAsync(
        string server, ServerProcesses processes, IReadOnlyList<PairAddress> addresses, CancellationToken cancellationToken)
    {
        var run = new PairsRun { UntilAck = options.Away };
        Pair[] pairs = [.. addresses.Select((address, number) => new Pair(run, address, number, options.Size))];
        await using var connections = new ConnectionSet();
        await connections.ConnectAsync(pairs, ConnectsAtOnce, (pair, token) => pair.ConnectAsync(token), cancellationToken);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loop = options.Rate is { } rate ? new OpenLoop(rate, options.Warm / 2, (number, dueAt) => pairs[number % pairs.Length].TrySend(dueAt)) : null;
        var looping = loop?.RunAsync(end.Token) ?? Task.CompletedTask;
        if (loop is null)
        {
            run.Window = options.Window;
            foreach (var pair in pairs)
                pair.Fill();
        }

        await Task.Delay(options.Warm, cancellationToken);
        run.Latencies = new PairsLatencies();
        var meter = new CpuMeter(processes);
        var before = pairs.Sum(pair => pair.Done);
        await Task.Delay(options.Measured, cancellationToken);
        var done = pairs.Sum(pair => pair.Done) - before;
        var cpu = meter.Read();
        var latencies = run.Latencies;

        run.Window = 0;
        await end.CancelAsync();
        await looping;
        await Drain.UntilAsync(() => pairs.All(pair => pair.Done >= pair.Sent), cancellationToken);
        return new PairsReport
        {
            Server = server,
            Users = 2 * pairs.Length,
            Window = loop is null ? options.Window : 0,
            Seconds = Math.Round(cpu.Elapsed.TotalSeconds, 3),
            Messages = done,
            ServerMicrosecondsPerMessage = cpu.ServerPer(done),
            ByProcess = cpu.EachPer(done),
            OwnMicrosecondsPerMessage = cpu.OwnPer(done),
            AckP50Ms = latencies.Ack.Quantile(0.5),
            AckP99Ms = latencies.Ack.Quantile(0.99),
            DeliveryP50Ms = latencies.Delivery.Quantile(0.5),
            DeliveryP99Ms = latencies.Delivery.Quantile(0.99),
            ReceiptP50Ms = latencies.Receipt.Quantile(0.5),
            ReceiptP99Ms = latencies.Receipt.Quantile(0.99),
            Lost = pairs.Sum(pair => pair.Sent - (options.Away ? pair.Done : Math.Min(pair.Delivered, pair.Done))),
            Disordered = run.Disordered,
            Refused = run.Refused,
            HeldBack = loop?.HeldBack ?? 0,
        };
    }
}
