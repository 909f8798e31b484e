using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Contracts.Retrying;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;
using Google.Protobuf;

namespace Chat.Gateway.Presence;

/// <summary>Chat.Presence: a user belongs to one replica, by rendezvous hashing over those that are usable.</summary>
public sealed class PresenceReplicas(
    InternalClient client, [FromKeyedServices(ServiceNames.Presence)] InstanceDirectory directory, TimeProvider time)
{
    private const int ReadAttempts = 3;
    private static readonly TimeSpan ReportDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReadDeadline = TimeSpan.FromSeconds(4);

    /// <exception cref="ChatException"><c>unavailable</c>: it is not known whether it arrived.</exception>
    public Task<PresenceReportResult> ReportAsync(Instance replica, PresenceReport report, CancellationToken cancellation) =>
        CallAsync(replica, InternalRoutes.PresenceReport, report, PresenceReportResult.Parser, ReportDeadline, cancellation);

    /// <summary>In the order asked, each user once, without those that share no chat with the watcher.</summary>
    /// <exception cref="ChatException"><c>unavailable</c> when an owner does not answer.</exception>
    public async Task<UserPresence[]> ReadAsync(UserId watcher, IReadOnlyCollection<UserId> users, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var parts = users
                    .GroupBy(OwnerOf)
                    .Select(part => ReadAsync(part.Key, watcher, part, cancellation));
                var states = (await Task.WhenAll(parts)).SelectMany(result => result.States).ToDictionary(state => state.UserId);
                return [.. users.Where(user => states.ContainsKey(user.Value)).Select(user => states[user.Value].ToPresence())];
            }
            catch (ChatException failure) when (MayPass(failure) && attempt < ReadAttempts - 1)
            {
                await Task.Delay(Backoff.Internal.Delay(attempt), time, cancellation);
            }
        }
    }

    // What took too long already is not tried again.
    private static bool MayPass(ChatException failure) =>
        failure is { Code: ErrorCodes.Unavailable, InnerException: not OperationCanceledException };

    private Instance OwnerOf(UserId user) =>
        Rendezvous.Pick(directory.Usable, user.Value) ?? throw ChatException.Unavailable("No presence replica is known.");

    private Task<PresenceResult> ReadAsync(Instance owner, UserId watcher, IEnumerable<UserId> users, CancellationToken cancellation)
    {
        var query = new PresenceQuery { WatcherId = watcher.Value, UserIds = { users.Select(user => user.Value) } };
        return CallAsync(owner, InternalRoutes.PresenceRead, query, PresenceResult.Parser, ReadDeadline, cancellation);
    }

    private async Task<TResult> CallAsync<TResult>(
        Instance replica, string route, IMessage request, MessageParser<TResult> parser, TimeSpan deadline, CancellationToken cancellation)
        where TResult : IMessage<TResult>
    {
        try
        {
            return await client.CallAsync(replica, route, request, parser, deadline, cancellation);
        }
        catch (ChatException failure) when (InternalClient.IsGone(failure))
        {
            // Its users move to others, which a slow one's must not: the other gateways still report them there.
            directory.Suspect(replica);
            throw;
        }
    }
}
