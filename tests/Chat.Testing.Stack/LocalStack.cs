using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace Chat.Testing;

/// <summary>The whole composition, running, on a port and a data folder of its own.</summary>
public sealed class LocalStack : IAsyncDisposable
{
    private readonly DistributedApplication _app;

    private LocalStack(DistributedApplication app, string data)
    {
        _app = app;
        Data = data;
        Edge = app.GetEndpoint("edge");
    }

    public Uri Edge { get; }

    public string Data { get; }

    /// <param name="data">The data folder; one that an earlier stack left is taken over as it is.</param>
    public static async Task<LocalStack> StartAsync(string data, CancellationToken cancellation)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.Chat_AppHost>(
            ["--CHAT_EDGE_PORT=0", $"--CHAT_DATA={data}"], cancellation);
        var app = await builder.BuildAsync(cancellation);
        await app.StartAsync(cancellation);
        foreach (var name in new[] { "edge", "gateway", "messaging", "delivery", "presence", "media" })
            await app.ResourceNotifications.WaitForResourceHealthyAsync(name, cancellation);
        return new LocalStack(app, data);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
