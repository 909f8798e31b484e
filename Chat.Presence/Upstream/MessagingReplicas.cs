using Chat.Contracts.Errors;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Google.Protobuf;

namespace Chat.Presence.Upstream;

/// <summary>What any replica of Messaging answers: one that does not is suspected and the next one is asked,
/// <see cref="Attempts"/> times in all.</summary>
internal sealed class MessagingReplicas(
    InternalClient client, [FromKeyedServices(ServiceNames.Messaging)] InstanceDirectory directory, TimeProvider time)
{
    private const int Attempts = 3;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private int _next;

    /// <exception cref="ChatException"><c>unavailable</c> if none answered.</exception>
    public Task<VisibilityResult> ReadVisibilityAsync(VisibilityQuery query, CancellationToken cancellation) =>
        CallAsync(InternalRoutes.Visibility, query, VisibilityResult.Parser, cancellation);

    /// <exception cref="ChatException"><c>unavailable</c> if none took it.</exception>
    public Task StoreLastSeenAsync(LastSeenBatch batch, CancellationToken cancellation) =>
        CallAsync(InternalRoutes.LastSeen, batch, Done.Parser, cancellation);

    private async Task<TResult> CallAsync<TResult>(
        string route, IMessage request, MessageParser<TResult> parser, CancellationToken cancellation)
        where TResult : IMessage<TResult>
    {
        for (var attempt = 0; ; attempt++)
        {
            var replica = Pick();
            try
            {
                return await client.CallAsync(replica, route, request, parser, Deadline, cancellation);
            }
            catch (ChatException failure) when (failure.Code == ErrorCodes.Unavailable && attempt < Attempts - 1)
            {
                if (failure.InnerException is not null)
                    directory.Suspect(replica);
            }

            await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
        }
    }

    private Instance Pick()
    {
        var usable = directory.Usable;
        return usable.Count > 0
            ? usable[(int)((uint)Interlocked.Increment(ref _next) % (uint)usable.Count)]
            : throw ChatException.Unavailable("No messaging replica is known.");
    }
}
