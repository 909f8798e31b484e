using Chat.Load.Measuring;

namespace Chat.Load.Pacing;

/// <summary>Warms up, measures, stops, and waits for what is under way.</summary>
internal static class MeasuredRun
{
    public static async Task<Measurement<TCount>> RunAsync<TCount>(
        ILoad<TCount> load, LoadShape shape, ServerProcesses processes, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loop = shape.Rate is { } rate ? new OpenLoop(rate, shape.Warm / 2, load.TrySend) : null;
        var looping = loop?.RunAsync(end.Token) ?? Task.CompletedTask;
        load.Keep(shape.Window);

        await Task.Delay(shape.Warm, cancellationToken);
        load.BeginMeasuring();
        var meter = new CpuMeter(processes);
        var before = load.Count;
        await Task.Delay(shape.Measured, cancellationToken);
        var after = load.Count;
        var cpu = meter.Read();

        load.Keep(0);
        await end.CancelAsync();
        await looping;
        await Drain.UntilAsync(() => load.IsDrained, cancellationToken);
        return new Measurement<TCount>(before, after, cpu, loop?.HeldBack ?? 0);
    }
}

/// <param name="HeldBack">Messages that were due and not sent, since too many were under way; warming up included.</param>
internal sealed record Measurement<TCount>(TCount Before, TCount After, CpuUse Cpu, long HeldBack);
