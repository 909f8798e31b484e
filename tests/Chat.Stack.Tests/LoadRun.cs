using System.Diagnostics;
using System.Text;

namespace Chat.Stack.Tests;

/// <summary>Chat.Load as a process of its own, against the stack under test.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private LoadRun(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public static LoadRun Start(params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo("dotnet", [BuiltPath.Of("Chat.Load"), .. arguments]) { RedirectStandardOutput = true })!);

    /// <summary>Ends with the first line that tells of messages sent.</summary>
    public Task UnderWayAsync(CancellationToken cancellation) => _underWay.Task.WaitAsync(cancellation);

    /// <summary>Fails with what it printed unless it passed.</summary>
    public async Task PassedAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        await _reading;
        Assert.True(_process.ExitCode == 0, _output.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.AppendLine(line);
            if (line.Contains(" s  sent ", StringComparison.Ordinal))
                _underWay.TrySetResult();
        }

        _underWay.TrySetException(new InvalidOperationException($"It ended before anything was sent: {_output}"));
    }
}
