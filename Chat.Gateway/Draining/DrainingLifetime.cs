using System.Runtime.InteropServices;

namespace Chat.Gateway.Draining;

/// <summary>
/// Stops the host on SIGTERM and SIGINT, after the gateway is drained; at a second signal at once. The console's own lifetime
/// will not do: SignalR closes all connections the moment the host is told to stop, before anybody could say why. What the
/// drain takes is not of the host's own shutdown timeout, which begins when it is told to stop.
/// </summary>
public sealed partial class DrainingLifetime(GatewayDrain drain, IHostApplicationLifetime lifetime, ILogger<DrainingLifetime> logger)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _stopping;
    private Task _drained = Task.CompletedTask;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _drained;

    public void Dispose() => _signals.ForEach(signal => signal.Dispose());

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _stopping, 1) == 0)
            _drained = DrainAndStopAsync();
        else
            lifetime.StopApplication();
    }

    private async Task DrainAndStopAsync()
    {
        // The signal's own thread is not to be kept.
        await Task.Yield();
        try
        {
            await drain.DrainAsync(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            LogBrokenOff(logger);
        }
        catch (Exception exception)
        {
            LogNotDrained(logger, exception);
        }

        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway was to stop at once; its drain was broken off")]
    private static partial void LogBrokenOff(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway could not be drained; it stops all the same")]
    private static partial void LogNotDrained(ILogger logger, Exception exception);
}
