using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Upstream;

/// <summary>
/// The border to Chat.Messaging. Every call may end in a ChatException: <c>unavailable</c> when the replica could not be
/// reached or took too long (it is suspected from then on), or what it answered.
/// </summary>
public interface IMessaging
{
    /// <summary>Replicas to give new work to, in the order of their ids.</summary>
    IReadOnlyList<Instance> Usable { get; }

    Task<WriteResult> WriteAsync(Instance replica, WriteBatch batch, CancellationToken cancellation);

    IAsyncEnumerable<SyncPage> SyncAsync(Instance replica, SyncQuery query, CancellationToken cancellation);

    Task<HeadsResult> HeadsAsync(Instance replica, HeadsQuery query, CancellationToken cancellation);

    Task<DevicesResult> DevicesAsync(Instance replica, DevicesQuery query, CancellationToken cancellation);

    Task<MembershipResult> MembershipAsync(Instance replica, MembershipQuery query, CancellationToken cancellation);
}
