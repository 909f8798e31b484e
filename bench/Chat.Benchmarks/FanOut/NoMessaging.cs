using Chat.Contracts.Internal;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Instances;

namespace Chat.Benchmarks.FanOut;

/// <summary>Messaging is away: pushes that arrive in order do not ask it for anything.</summary>
internal sealed class NoMessaging : IMessaging
{
    public IReadOnlyList<Instance> Usable => [];

    public Task<WriteResult> WriteAsync(Instance replica, WriteBatch batch, CancellationToken cancellation) => throw Asked();

    public IAsyncEnumerable<SyncPage> SyncAsync(Instance replica, SyncQuery query, CancellationToken cancellation) => throw Asked();

    public Task<HeadsResult> HeadsAsync(Instance replica, HeadsQuery query, CancellationToken cancellation) => throw Asked();

    public Task<DevicesResult> DevicesAsync(Instance replica, DevicesQuery query, CancellationToken cancellation) => throw Asked();

    public Task<MembershipResult> MembershipAsync(Instance replica, MembershipQuery query, CancellationToken cancellation) => throw Asked();

    private static InvalidOperationException Asked() => new("Messaging was asked in a benchmark without it.");
}
