using System.Collections.Concurrent;
using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Delivery.Pushing;
using Chat.ServiceDefaults.Instances;
using Chat.ServiceDefaults.Sessions;
using Chat.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Chat.Delivery.Tests.Pushing;

/// <summary>Gateways in memory: they note each attempt, and answer as the test says.</summary>
internal sealed class FakeGateways(ManualTimeProvider time)
{
    private readonly ConcurrentDictionary<string, Func<PushBatch, Task<PushResult>>> _answers = [];

    public ConcurrentQueue<(string Gateway, PushBatch Batch, TimeSpan Deadline)> Attempts { get; } = [];

    public ConcurrentQueue<Session> Removed { get; } = [];

    public static Instance Instance(string id) => new(id, new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:2"), Draining: false);

    public IEnumerable<PushBatch> BatchesTo(string gateway) => Attempts.Where(attempt => attempt.Gateway == gateway).Select(attempt => attempt.Batch);

    public IEnumerable<Push> PushesTo(string gateway) => BatchesTo(gateway).SelectMany(batch => batch.Pushes);

    public void Answer(string gateway, Func<PushBatch, Task<PushResult>> answer) => _answers[gateway] = answer;

    public void Answer(string gateway, PushResult result) => Answer(gateway, _ => Task.FromResult(result));

    public void Fail(string gateway) => Answer(gateway, _ => throw ChatException.Unavailable("It is dead."));

    /// <summary>The answers to come wait for this.</summary>
    public TaskCompletionSource<PushResult> Hold(string gateway)
    {
        var held = new TaskCompletionSource<PushResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer(gateway, _ => held.Task);
        return held;
    }

    public GatewayPump Start(Instance gateway, BatchNumbers numbers) => Start(gateway, numbers, PumpPolicy.Default);

    public GatewayPump Start(Instance gateway, BatchNumbers numbers, PumpPolicy policy) => new(
        gateway,
        "delivery-1",
        numbers,
        PushAsync,
        new StaleSessions(RemoveAsync, time, NullLogger<StaleSessions>.Instance),
        policy,
        time,
        NullLogger<GatewayPump>.Instance);

    private async Task<PushResult> PushAsync(Instance gateway, PushBatch batch, TimeSpan deadline, CancellationToken cancellation)
    {
        Attempts.Enqueue((gateway.Id, batch, deadline));
        var answer = _answers.GetValueOrDefault(gateway.Id) ?? (_ => Task.FromResult(new PushResult()));
        return await answer(batch).WaitAsync(cancellation);
    }

    private Task RemoveAsync(Session session, CancellationToken cancellation)
    {
        Removed.Enqueue(session);
        return Task.CompletedTask;
    }
}
