using System.Collections.Concurrent;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Chat.Delivery.Tests.Stack;

/// <summary>A gateway that notes what is pushed to it, with a real lease and real sessions.</summary>
internal sealed class GatewayStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<PushBatch> _batches;
    private readonly SessionRegistry _sessions;
    private volatile TaskCompletionSource? _held;

    private GatewayStub(WebApplication app, ConcurrentQueue<PushBatch> batches)
    {
        _app = app;
        _batches = batches;
        _sessions = new SessionRegistry(app.Services.GetRequiredService<IConnectionMultiplexer>());
    }

    public string Id => _app.Services.GetRequiredService<InstanceLease>().Id;

    public IEnumerable<PushBatch> Batches => _batches;

    public IEnumerable<Push> Pushes => _batches.SelectMany(batch => batch.Pushes);

    public static async Task<GatewayStub> StartAsync(IReadOnlyDictionary<string, string?> configuration)
    {
        GatewayStub? stub = null;
        var batches = new ConcurrentQueue<PushBatch>();
        var app = await Service.StartAsync(
            configuration,
            builder => builder.AddInstanceLease(ServiceNames.Gateway),
            app => app.MapInternal<PushBatch, PushResult>(InternalRoutes.Push, PushBatch.Parser, async (batch, cancellation) =>
            {
                batches.Enqueue(batch);
                if (stub!._held is { } held)
                    await held.Task.WaitAsync(cancellation);
                return new PushResult();
            }));
        return stub = new GatewayStub(app, batches);
    }

    public async Task<long> ConnectAsync(int device) =>
        (await _sessions.RegisterAsync(new UserId(device / 10), new DeviceId(device), Id, 0, CancellationToken.None)).Now.ConnectionId;

    /// <summary>Batches are noted from now on, but not answered until <see cref="Answer"/>.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Answer()
    {
        var held = _held;
        _held = null;
        held?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        Answer();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
