using System.Runtime.InteropServices;

namespace Chat.DevHost.Running;

/// <summary>SIGINT and SIGTERM as a token. The second one ends this process at once, and the kernel its children.</summary>
internal sealed class StopRequest : IDisposable
{
    private readonly CancellationTokenSource _requested;
    private readonly PosixSignalRegistration[] _signals;

    public StopRequest(CancellationToken cancellationToken)
    {
        _requested = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    public CancellationToken Token => _requested.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _requested.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        if (_requested.IsCancellationRequested)
            return;
        signal.Cancel = true;
        _requested.Cancel();
    }
}
