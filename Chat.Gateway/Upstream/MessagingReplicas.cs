using System.Runtime.CompilerServices;
using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Google.Protobuf;

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
        CallAsync(replica, InternalRoutes.Write, batch, WriteResult.Parser, InternalClient.DefaultDeadline, cancellation);

    public Task<HeadsResult> HeadsAsync(Instance replica, HeadsQuery query, CancellationToken cancellation) =>
        CallAsync(replica, InternalRoutes.Heads, query, HeadsResult.Parser, InternalClient.DefaultDeadline, cancellation);

    public Task<DevicesResult> DevicesAsync(Instance replica, DevicesQuery query, CancellationToken cancellation) =>
        CallAsync(replica, InternalRoutes.Devices, query, DevicesResult.Parser, DevicesDeadline, cancellation);

    public Task<MembershipResult> MembershipAsync(Instance replica, MembershipQuery query, CancellationToken cancellation) =>
        CallAsync(replica, InternalRoutes.Membership, query, MembershipResult.Parser, InternalClient.DefaultDeadline, cancellation);

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
            catch (ChatException failure) when (IsOutage(failure))
            {
                directory.Suspect(replica);
                throw;
            }

            yield return pages.Current;
        }
    }

    private async Task<TResult> CallAsync<TResult>(
        Instance replica, string route, IMessage request, MessageParser<TResult> parser, TimeSpan deadline, CancellationToken cancellation)
        where TResult : IMessage<TResult>
    {
        try
        {
            return await client.CallAsync(replica, route, request, parser, deadline, cancellation);
        }
        catch (ChatException failure) when (IsOutage(failure))
        {
            directory.Suspect(replica);
            throw;
        }
    }

    // The client wraps what went wrong on the way; a refusal that the replica answered has nothing inside.
    private static bool IsOutage(ChatException failure) => failure is { Code: ErrorCodes.Unavailable, InnerException: not null };
}
