using System.Runtime.InteropServices;

namespace Chat.Gateway.Draining;

/// <summary>
/// Stops the host on SIGTERM and SIGINT, after the gateway is drained. The console's own lifetime will not do: SignalR
/// closes all connections the moment the host is told to stop, before anybody could say why.
/// </summary>
public sealed partial class DrainingLifetime(GatewayDrain drain, IHostApplicationLifetime lifetime, ILogger<DrainingLifetime> logger)
    : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _disposed = new();
    private int _stopping;
    private Task _drained = Task.CompletedTask;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _drained;

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _disposed.Cancel();
        _disposed.Dispose();
    }

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
            await drain.DrainAsync(_disposed.Token);
        }
        catch (Exception exception)
        {
            LogNotDrained(logger, exception);
        }

        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway could not be drained; it stops all the same")]
    private static partial void LogNotDrained(ILogger logger, Exception exception);
}
