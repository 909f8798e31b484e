using System.Collections.Concurrent;
using System.Diagnostics;
using Chat.Delivery.Consuming;
using Chat.ServiceDefaults.Instances;
using StackExchange.Redis;
using Xunit.Sdk;

namespace Chat.Delivery.Tests.Stack;

/// <summary>Chat.Delivery as the process that it is, on free ports: one that can be killed.</summary>
internal sealed class DeliveryProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DeliveryProcess(Process process) => _process = process;

    /// <summary>Ends when Kafka has given it its partitions.</summary>
    public static async Task<DeliveryProcess> StartAsync(IReadOnlyDictionary<string, string?> configuration, IConnectionMultiplexer redis)
    {
        var database = redis.GetDatabase();
        var before = await database.SetMembersAsync(InstanceKeys.Set(ServiceNames.Delivery));
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(EventConsumer).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in configuration)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";

        var process = Process.Start(start)!;
        var output = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        await Eventually.Async(async cancellation =>
        {
            if (process.HasExited)
                throw new XunitException(string.Join('\n', output));
            var ids = await database.SetMembersAsync(InstanceKeys.Set(ServiceNames.Delivery));
            if (ids.Except(before).FirstOrDefault() is not { IsNull: false } id
                || ((string?)await database.StringGetAsync(InstanceKeys.Lease(ServiceNames.Delivery, id!)))?.Split(' ') is not [_, var address, _])
            {
                return false;
            }

            using var health = await http.GetAsync(new Uri(new Uri(address), "/health"), cancellation);
            return health.IsSuccessStatusCode;
        });
        return new DeliveryProcess(process);
    }

    /// <summary>It has no time for anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }
}
