using System.Diagnostics;

namespace Chat.DevHost.Processes;

/// <summary>A process that this one started, from its start to the end of its last output.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, Action<string> onOutput, Action<string> onError)
    {
        _process = process;
        Id = process.Id;
        StartTime = ProcessIdentity.StartTimeOf(process.Id);
        Exit = RunAsync(onOutput, onError);
    }

    public int Id { get; }

    /// <summary>As <see cref="ProcessIdentity"/> counts it; null if it has ended already.</summary>
    public long? StartTime { get; }

    /// <summary>Its exit code, once it and whatever it started have ended; 128 + the number of the signal that killed it.</summary>
    public Task<int> Exit { get; }

    /// <param name="start">What to start. Its outputs are read; its input is empty.</param>
    /// <param name="onOutput">Gets each line of its standard output.</param>
    /// <param name="onError">Gets each line of its standard error.</param>
    /// <param name="cancellationToken">Gives up waiting for the start.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static async Task<ChildProcess> StartAsync(
        ProcessStartInfo start, Action<string> onOutput, Action<string> onError, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = await ProcessStarter.StartAsync(start, cancellationToken);
        process.StandardInput.Close();
        return new ChildProcess(process, onOutput, onError);
    }

    /// <summary>Asks it to end, and kills it if it has not done so in time.</summary>
    public async Task StopAsync(ProcessSignal signal, TimeSpan patience, TimeProvider time)
    {
        if (!Exit.IsCompleted)
            Signals.Send(Id, signal);
        using var timer = new CancellationTokenSource(patience, time);
        await ((Task)Exit).WaitAsync(timer.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task KillAsync()
    {
        if (!Exit.IsCompleted)
        {
            // Both: for its first millisecond it does not lead its group yet.
            Signals.SendToGroup(Id, ProcessSignal.Kill);
            Signals.Send(Id, ProcessSignal.Kill);
        }

        await Exit;
    }

    private async Task<int> RunAsync(Action<string> onOutput, Action<string> onError)
    {
        var output = ReadAsync(_process.StandardOutput, onOutput);
        var errors = ReadAsync(_process.StandardError, onError);
        await _process.WaitForExitAsync(CancellationToken.None);

        // What it started and left behind would hold its ports and its outputs open.
        Signals.SendToGroup(Id, ProcessSignal.Kill);
        await Task.WhenAll(output, errors);
        return _process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
            onLine(line);
    }
}
