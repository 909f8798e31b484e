using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit.Sdk;

namespace Chat.AppHost.Tests.Deployed;

/// <summary>A service's own program, on the environment that the manifest gives it.</summary>
internal sealed class DeployedService : IAsyncDisposable
{
    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT", "TMPDIR"];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private DeployedService(ProcessStartInfo start, int port)
    {
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Client { get; }

    /// <summary>What it logged.</summary>
    public string Output => string.Join('\n', _lines);

    /// <param name="service">The resource's name: messaging is Chat.Messaging.</param>
    /// <param name="port">Where it listens for the edge.</param>
    /// <param name="environment">All that it gets beside what any process has.</param>
    public static DeployedService Start(string service, int port, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var project = $"Chat.{char.ToUpperInvariant(service[0])}{service[1..]}";
        var folder = Repository.File(project);
        var program = Path.Combine(folder, "bin", Repository.Configuration, "net10.0", $"{project}.dll");
        var start = new ProcessStartInfo("dotnet", [program])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var name in Inherited)
            start.Environment[name] = Environment.GetEnvironmentVariable(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new DeployedService(start, port);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Fails with what it logged, if it ends or does not answer within a minute.</summary>
    public async Task UntilItAnswersAsync(string path)
    {
        try
        {
            await Eventually.Async(cancellation => AnswersAsync(path, cancellation), TimeSpan.FromMinutes(1), what: $"{path} is answered");
        }
        catch (Exception failure) when (failure is XunitException or HttpRequestException)
        {
            throw new XunitException($"{_process.StartInfo.ArgumentList[0]}: {failure.Message}\n{Output}", failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Client.Dispose();
    }

    private async Task<bool> AnswersAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }
}
