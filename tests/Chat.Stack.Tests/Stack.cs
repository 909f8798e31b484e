using System.Diagnostics;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Chat.Testing;

namespace Chat.Stack.Tests;

/// <summary>The whole composition, running, on a port and a data folder of its own.</summary>
public sealed class Stack : IAsyncDisposable
{
    private readonly DistributedApplication _app;

    private Stack(DistributedApplication app, string data)
    {
        _app = app;
        Data = data;
        Edge = app.GetEndpoint("edge");
    }

    public Uri Edge { get; }

    public string Data { get; }

    /// <param name="data">The data folder; one that an earlier stack left is taken over as it is.</param>
    public static async Task<Stack> StartAsync(string data, CancellationToken cancellation)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Chat_AppHost>(
            ["--CHAT_EDGE_PORT=0", $"--CHAT_DATA={data}"], cancellation);
        var app = await builder.BuildAsync(cancellation);
        await app.StartAsync(cancellation);
        foreach (var name in new[] { "edge", "gateway", "messaging", "delivery" })
            await app.ResourceNotifications.WaitForResourceHealthyAsync(name, cancellation);
        return new Stack(app, data);
    }

    /// <summary>What <c>resources.json</c> says now.</summary>
    public IReadOnlyList<RunningProcess> Processes() =>
        JsonSerializer.Deserialize<RunningProcess[]>(File.ReadAllText(Path.Combine(Data, "resources.json")), JsonSerializerOptions.Web)!;

    /// <summary><c>kill -9</c>, and wait until the platform has started it again.</summary>
    public Task KillAsync(string name, int replica = 0) =>
        KillAsync([Processes().Single(one => one.Name == name && one.Replica == replica)]);

    /// <summary>As when the power fails: all processes, databases too, then all of them again.</summary>
    public Task KillEverythingAsync() => KillAsync(Processes());

    private async Task KillAsync(IReadOnlyList<RunningProcess> victims)
    {
        foreach (var victim in victims)
            Kill(victim.Pid!.Value);
        await Eventually.True(
            () => victims.All(victim => Processes().Any(now =>
                now.Name == victim.Name && now.Replica == victim.Replica && now.Pid != victim.Pid && now.State == victim.State)),
            TimeSpan.FromSeconds(60),
            $"{string.Join(", ", victims.Select(victim => victim.Name).Distinct())} as before");
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }
}

/// <summary>An entry of <c>resources.json</c>.</summary>
public sealed record RunningProcess(string Name, int Replica, int? Pid, IReadOnlyList<string> Urls, string State);
