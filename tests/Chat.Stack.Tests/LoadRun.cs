using System.Diagnostics;

namespace Chat.Stack.Tests;

/// <summary>Chat.Load as a process of its own, against the stack under test.</summary>
internal sealed class LoadRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;

    private LoadRun(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
    }

    public static LoadRun Start(params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo("dotnet", [BuiltPath.Of("Chat.Load"), .. arguments]) { RedirectStandardOutput = true })!);

    /// <summary>Fails with what it printed unless it passed.</summary>
    public async Task PassedAsync(CancellationToken cancellation)
    {
        try
        {
            await _process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            Assert.Fail($"It did not end in time: {await _output}");
        }

        Assert.True(_process.ExitCode == 0, await _output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _output;
        _process.Dispose();
    }
}
