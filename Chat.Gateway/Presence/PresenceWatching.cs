using Chat.Contracts;
using Chat.Contracts.Errors;
using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Gateway.Connections;

namespace Chat.Gateway.Presence;

/// <summary>
/// <c>WatchPresence</c> and <c>UnwatchPresence</c>. A watch ends with its connection. It stands also when the states could not
/// be read: the call is <c>unavailable</c>, the client asks again, and events come as soon as Presence does.
/// </summary>
public sealed class PresenceWatching(LocalPresence local, PresenceReplicas replicas)
{
    /// <exception cref="ChatException"><c>bad-request</c> when it would watch more than allowed, <c>unavailable</c> when Presence
    /// does not answer.</exception>
    public async Task<UserPresence[]> WatchAsync(ClientConnection connection, WatchRequest? request, CancellationToken cancellation)
    {
        var users = Check(request);
        var ids = users.Select(user => user.Value).ToArray();
        if (local.WatchOf(connection.Number) is { } watch)
        {
            watch.Add(ids);
            local.WatchChanged(connection, ids);
        }

        return users.Length == 0 ? [] : await replicas.ReadAsync(connection.Caller.User, users, cancellation);
    }

    /// <exception cref="ChatException"><c>bad-request</c></exception>
    public void Unwatch(ClientConnection connection, WatchRequest? request)
    {
        var ids = Check(request).Select(user => user.Value).ToArray();
        if (local.WatchOf(connection.Number) is not { } watch)
            return;

        watch.Remove(ids);
        local.WatchChanged(connection, ids);
    }

    /// <summary>Text that is no user's id names nobody with whom a chat is shared.</summary>
    private static UserId[] Check(WatchRequest? request) => request?.UserIds is not { } users
        ? throw ChatException.BadRequest("userIds is needed.")
        : users.Count > Limits.MaxWatched
            ? throw ChatException.BadRequest($"At most {Limits.MaxWatched} users can be named at once.")
            : [.. users.Where(user => !user.IsNone).Distinct()];
}
