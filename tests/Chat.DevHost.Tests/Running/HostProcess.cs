using System.Collections.Concurrent;
using System.Diagnostics;
using Chat.DevHost.Processes;

namespace Chat.DevHost.Tests.Running;

/// <summary>The sample composition as a process of its own, as <c>./run</c> starts one.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly string Program = System.IO.Path.Combine(AppContext.BaseDirectory, "Chat.DevHost.SampleHost.dll");

    private readonly ChildProcess _process;
    private readonly ConcurrentQueue<string> _output;

    private HostProcess(ChildProcess process, ConcurrentQueue<string> output)
    {
        _process = process;
        _output = output;
    }

    public IReadOnlyCollection<string> Output => _output;

    public Task<int> Exit => _process.Exit.WaitAsync(TimeSpan.FromSeconds(60));

    public static async Task<HostProcess> StartAsync(params string[] arguments)
    {
        var output = new ConcurrentQueue<string>();
        var process = await ChildProcess.StartAsync(
            new ProcessStartInfo("dotnet", [Program, .. arguments]), output.Enqueue, output.Enqueue, CancellationToken.None);
        return new HostProcess(process, output);
    }

    public void Send(ProcessSignal signal) => Signals.Send(_process.Id, signal);

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
