using Chat.DevHost.Output;
using Chat.DevHost.Processes;

namespace Chat.DevHost.Running;

/// <summary>One replica's life: started, watched, started again when it dies, stopped when its time has come.</summary>
internal sealed class ReplicaRunner(ReplicaPlan plan, HealthProbe probe, StatusBoard board, ConsoleLog console, TimeProvider time)
{
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    /// <summary>A process that nobody can ask is taken for healthy when it has run that long.</summary>
    private static readonly TimeSpan TimeToSettle = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeUntilHealthy = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ProbeWhenHealthy = TimeSpan.FromSeconds(2);

    private readonly ProcessSignal _stopSignal =
        plan.Resource.Annotations.OfType<StopSignalAnnotation>().LastOrDefault()?.Signal ?? ProcessSignal.Terminate;

    private readonly FirstStart _firstStart = new(time);
    private ReplicaStatus _status = new(plan.Resource.Name, plan.Replica, ReplicaState.Waiting, []);

    public void Announce() => Set(ReplicaState.Waiting);

    /// <summary>Returns when it has been stopped, or when starting it again is of no use.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (await RunOnceAsync(stopping))
            {
                Set(ReplicaState.Restarting);
                await Task.Delay(RestartDelay, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Set(ReplicaState.Stopped);
        }
        catch (Exception failure)
        {
            // The program is missing, a parameter has no value, the project is not built: the run ends with this sentence.
            Fail($"{plan.Title}: {failure.Message}");
        }
    }

    /// <returns>Whether to start it again.</returns>
    private async Task<bool> RunOnceAsync(CancellationToken stopping)
    {
        var log = console.For(plan.Title);
        await using var process = await ChildProcess.StartAsync(await plan.CommandAsync(stopping), log.Output, log.Error, stopping);
        Set(ReplicaState.Starting, process);
        console.Host($"{plan.Title} started (pid {process.Id})");
        await WatchAsync(process, stopping);
        if (stopping.IsCancellationRequested)
        {
            await StopAsync(process);
            return false;
        }

        var exitCode = await process.Exit;
        console.Host($"{plan.Title} (pid {process.Id}) ended with {exitCode}");
        var isHopeless = _firstStart.IsHopeless(exitCode);
        if (isHopeless || _firstStart.IsOver)
            log.ShowTail();
        if (!isHopeless)
            return true;

        Fail(exitCode == FirstStart.MissingPart
            ? log.LastLine
            : $"{plan.Title} ended again and again before it was ever healthy, the last time with {exitCode}.");
        return false;
    }

    /// <summary>Until the process ends or is to be stopped.</summary>
    private async Task WatchAsync(ChildProcess process, CancellationToken stopping)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var probing = ProbeAsync(process, watching.Token);
        await Task.WhenAny(process.Exit, probing);
        await watching.CancelAsync();
        await probing;
    }

    private async Task ProbeAsync(ChildProcess process, CancellationToken cancellationToken)
    {
        try
        {
            if (!probe.HasChecks)
                await Task.Delay(TimeToSettle, time, cancellationToken);
            while (true)
            {
                var healthy = await probe.IsHealthyAsync(cancellationToken);
                if (healthy)
                    _firstStart.WasHealthy();
                var state = healthy ? ReplicaState.Healthy
                    : _status.State == ReplicaState.Starting ? ReplicaState.Starting
                    : ReplicaState.Unhealthy;
                if (state != _status.State && !process.Exit.IsCompleted)
                {
                    Set(state, process);
                    console.Host($"{plan.Title} is {(healthy ? "healthy" : "not healthy")}");
                }

                await Task.Delay(healthy ? ProbeWhenHealthy : ProbeUntilHealthy, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process has ended or is to be stopped: there is nothing left to ask.
        }
    }

    private async Task StopAsync(ChildProcess process)
    {
        Set(ReplicaState.Stopping, process);
        await process.StopAsync(_stopSignal, StopPatience, time);
        console.Host($"{plan.Title} stopped");
        Set(ReplicaState.Stopped);
    }

    private void Fail(string reason)
    {
        _status = _status with { Reason = reason };
        Set(ReplicaState.Failed);
    }

    private void Set(ReplicaState state, ChildProcess? process = null)
    {
        _status = _status with { State = state, Urls = plan.Urls, Pid = process?.Id, StartTime = process?.StartTime };
        board.Set(_status);
    }
}
