using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Chat.DevHost.Processes;
using Xunit.Sdk;

namespace Chat.Testing.Infrastructure;

/// <summary>A real server, started by Chat.DevInfra on a free port and a folder of its own; both are gone when it is disposed of.</summary>
internal sealed class InfrastructureProcess : IAsyncDisposable
{
    private const int Tries = 3;

    private static readonly string Program = typeof(InfrastructureProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "Chat.DevInfra").Value!;

    private readonly ChildProcess _process;
    private readonly string _folder;
    private readonly ProcessSignal _stop;
    private readonly ConcurrentQueue<string> _output;

    private InfrastructureProcess(ChildProcess process, int port, string folder, ProcessSignal stop, ConcurrentQueue<string> output)
    {
        _process = process;
        Port = port;
        _folder = folder;
        _stop = stop;
        _output = output;
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    /// <param name="kind">postgres, redis, azurite or kafka.</param>
    /// <param name="stop">What the server ends on at once.</param>
    /// <param name="isUp">Throws while the server on that port does not serve.</param>
    /// <param name="options">Further options of Chat.DevInfra.</param>
    public static async Task<InfrastructureProcess> StartAsync(
        string kind, ProcessSignal stop, Func<int, CancellationToken, Task> isUp, params string[] options)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = await StartOnceAsync(kind, stop, options);
            try
            {
                await Eventually.Succeeds(cancellationToken => server.CheckAsync(isUp, cancellationToken), what: $"{kind} serves");
                return server;
            }
            catch (XunitException failure)
            {
                // Its output is complete once it has ended.
                await server.DisposeAsync();
                if (attempt == Tries)
                    throw new XunitException($"{failure.Message}\n{string.Join('\n', server._output)}", failure);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(_stop, TimeSpan.FromSeconds(10), TimeProvider.System);
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<InfrastructureProcess> StartOnceAsync(string kind, ProcessSignal stop, string[] options)
    {
        // Not the temp folder's default of 700: as root, PostgreSQL runs as a user that has to get here.
        var folder = Directory.CreateTempSubdirectory($"chat-{kind}-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        var port = FreePort.Take();
        var output = new ConcurrentQueue<string>();
        var process = await ChildProcess.StartAsync(
            new ProcessStartInfo("dotnet",
            [
                Program, kind,
                "--port", port.ToString(CultureInfo.InvariantCulture),
                "--data", Path.Combine(folder, "data"),
                .. options,
            ]),
            output.Enqueue,
            output.Enqueue,
            CancellationToken.None);
        return new InfrastructureProcess(process, port, folder, stop, output);
    }

    private async Task CheckAsync(Func<int, CancellationToken, Task> isUp, CancellationToken cancellationToken)
    {
        if (_process.Exit.IsCompleted)
            throw new XunitException($"It ended with {await _process.Exit}.");
        await isUp(Port, cancellationToken);
    }
}
