using System.Collections.Concurrent;
using System.Diagnostics;
using Chat.ServiceDefaults.Instances;
using Chat.Testing;
using StackExchange.Redis;
using Xunit.Sdk;

namespace Chat.Gateway.Tests.Wire;

/// <summary>Chat.Gateway as the process that it is, on free ports, known by its lease.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;

    private GatewayProcess(Process process, string id, Uri inner, Uri outer)
    {
        _process = process;
        Instance = new Instance(id, inner, outer, Draining: false);
    }

    public Instance Instance { get; }

    public static async Task<GatewayProcess> StartAsync(
        StackSettings settings, IConnectionMultiplexer redis, IReadOnlyDictionary<string, string?>? more = null)
    {
        var database = redis.GetDatabase();
        var before = await database.SetMembersAsync(InstanceKeys.Set(ServiceNames.Gateway));
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ChatHub).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings.Configuration.Concat(more ?? new Dictionary<string, string?>()))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";

        var process = Process.Start(start)!;
        var output = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        GatewayProcess? gateway = null;
        await Eventually.Async(async _ =>
        {
            if (process.HasExited)
                throw new XunitException(string.Join('\n', output));
            var ids = await database.SetMembersAsync(InstanceKeys.Set(ServiceNames.Gateway));
            if (ids.Except(before).FirstOrDefault() is { IsNull: false } id
                && ((string?)await database.StringGetAsync(InstanceKeys.Lease(ServiceNames.Gateway, id!)))?.Split(' ') is [var inner, var outer, _])
                gateway = new GatewayProcess(process, id!, new Uri(inner), new Uri(outer));
            return gateway is not null;
        });
        return gateway!;
    }

    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
