using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Chat.DevHost.Processes;
using Chat.Testing.Infrastructure;

namespace Chat.DevHost.Tests.Infrastructure;

/// <summary>Chat.DevInfra as a process.</summary>
internal sealed class DevInfra : IAsyncDisposable
{
    private static readonly string Program = typeof(PostgresFixture).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == "Chat.DevInfra").Value!;

    private readonly ChildProcess _process;

    private DevInfra(ChildProcess process, ConcurrentQueue<string> output)
    {
        _process = process;
        Output = output;
    }

    public int Pid => _process.Id;

    public Task<int> Exit => _process.Exit.WaitAsync(TimeSpan.FromSeconds(60));

    public ConcurrentQueue<string> Output { get; }

    public static Task<DevInfra> StartAsync(params string[] arguments) => StartAsync(new Dictionary<string, string>(), arguments);

    public static async Task<DevInfra> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var dotnet = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);
        var start = new ProcessStartInfo(dotnet, [Program, .. arguments]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var output = new ConcurrentQueue<string>();
        return new DevInfra(await ChildProcess.StartAsync(start, output.Enqueue, output.Enqueue, CancellationToken.None), output);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
