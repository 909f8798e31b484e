using System.Diagnostics;
using Chat.Load.Measuring;
using Chat.Load.Pairs;
using Chat.Load.Wire;

namespace Chat.Load.Bare;

/// <summary>A bare hub in a process of its own, so that its CPU is not the generator's.</summary>
internal sealed class RelayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Uri _hub;

    private RelayProcess(Process process, Uri hub) => (_process, _hub) = (process, hub);

    public ServerProcesses Processes => new([_process.Id]);

    public static async Task<RelayProcess> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RelayProcess).Assembly.Location, "relay"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // As a web application has it by default; the generator's own setting is not the server's.
        start.Environment["DOTNET_gcServer"] = "1";
        start.Environment.Remove(InlineSockets.Variable);
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new IOException("The bare hub did not start.");
        return new RelayProcess(process, new Uri($"{address}/relay"));
    }

    public PairAddress Pair(int number) =>
        new(new HubEndpoint(_hub, $"sender-{number}"), new HubEndpoint(_hub, $"recipient-{number}"), $"recipient-{number}", $"sender-{number}");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
