using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Presence.Tracking;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Presence.Reading;

/// <summary>Any users as one user sees them: each owner is asked for its own.</summary>
internal sealed class PresenceLookup(
    Owners owners, PresenceReader reader, InternalClient client, [FromKeyedServices(ServiceNames.Presence)] InstanceDirectory directory)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    /// <summary>In the order asked, each user once, without those that share no chat.</summary>
    /// <exception cref="ChatException"><c>unavailable</c> when an owner does not answer.</exception>
    public async Task<IReadOnlyList<UserPresence>> ReadAsync(UserId watcher, IReadOnlyList<UserId> users, CancellationToken cancellation)
    {
        var asked = users.Distinct().ToArray();
        var parts = asked.GroupBy(user => owners.Of(user.Value)).Select(part => ReadAsync(part.Key, Query(watcher, part), cancellation));
        var states = (await Task.WhenAll(parts)).SelectMany(result => result.States).ToDictionary(state => state.UserId);
        return [.. asked.Where(user => states.ContainsKey(user.Value)).Select(user => states[user.Value].ToPresence())];
    }

    private static PresenceQuery Query(UserId watcher, IEnumerable<UserId> users) =>
        new() { WatcherId = watcher.Value, UserIds = { users.Select(user => user.Value) } };

    private async Task<PresenceResult> ReadAsync(Instance? owner, PresenceQuery query, CancellationToken cancellation)
    {
        if (owner is null || owner.Id == owners.Self)
            return await reader.ReadAsync(query, cancellation);

        try
        {
            return await client.CallAsync(owner, InternalRoutes.PresenceRead, query, PresenceResult.Parser, Deadline, cancellation);
        }
        catch (ChatException failure) when (InternalClient.IsGone(failure))
        {
            // Only one that is certainly gone: all others still have its users there.
            directory.Suspect(owner);
            throw;
        }
    }
}
