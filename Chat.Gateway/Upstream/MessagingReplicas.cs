using System.Runtime.CompilerServices;
using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Gateway.Upstream;

/// <summary>Chat.Messaging by internal calls to the replicas that hold a lease.</summary>
public sealed class MessagingReplicas(
    InternalClient client,
    [FromKeyedServices(ServiceNames.Messaging)] InstanceDirectory directory) : IMessaging
{
    private static readonly TimeSpan DevicesDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SyncStall = TimeSpan.FromSeconds(10);

    public IReadOnlyList<Instance> Usable => directory.Usable;

    public Task<WriteResult> WriteAsync(Instance replica, WriteBatch batch, CancellationToken cancellation) =>
        client.CallAsync(directory, replica, InternalRoutes.Write, batch, WriteResult.Parser, InternalClient.DefaultDeadline, cancellation);

    public Task<HeadsResult> HeadsAsync(Instance replica, HeadsQuery query, CancellationToken cancellation) =>
        client.CallAsync(directory, replica, InternalRoutes.Heads, query, HeadsResult.Parser, InternalClient.DefaultDeadline, cancellation);

    public Task<DevicesResult> DevicesAsync(Instance replica, DevicesQuery query, CancellationToken cancellation) =>
        client.CallAsync(directory, replica, InternalRoutes.Devices, query, DevicesResult.Parser, DevicesDeadline, cancellation);

    public Task<MembershipResult> MembershipAsync(Instance replica, MembershipQuery query, CancellationToken cancellation) =>
        client.CallAsync(directory, replica, InternalRoutes.Membership, query, MembershipResult.Parser, InternalClient.DefaultDeadline, cancellation);

    public async IAsyncEnumerable<SyncPage> SyncAsync(
        Instance replica, SyncQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var pages = client
            .StreamAsync(replica, InternalRoutes.Sync, query, SyncPage.Parser, SyncStall, cancellation)
            .GetAsyncEnumerator(cancellation);
        while (true)
        {
            try
            {
                if (!await pages.MoveNextAsync())
                    yield break;
            }
            catch (ChatException failure) when (InternalClient.IsNoAnswer(failure))
            {
                directory.Suspect(replica);
                throw;
            }

            yield return pages.Current;
        }
    }
}
