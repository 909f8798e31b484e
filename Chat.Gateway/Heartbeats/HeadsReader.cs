using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Batching;

namespace Chat.Gateway.Heartbeats;

/// <summary>Heads of many users in one call to Messaging. Full: <c>unavailable</c>.</summary>
public sealed class HeadsReader : IAsyncDisposable
{
    private static readonly BatchBounds Bounds = new(Waiting: 65_536, Items: 256);

    private readonly AnyReplica _replicas;
    private readonly BatchedCall<UserHeadsQuery, UserHeads> _calls;

    public HeadsReader(AnyReplica replicas)
    {
        _replicas = replicas;
        _calls = new BatchedCall<UserHeadsQuery, UserHeads>("heads", Bounds, ReadAsync);
    }

    /// <param name="changedSince">As of an earlier answer; 0: the chats with the newest activity.</param>
    public async Task<(Heads Heads, long AsOf)> ReadAsync(UserId user, long changedSince, CancellationToken cancellation)
    {
        var result = await _calls.CallAsync(new UserHeadsQuery { UserId = user.Value, ChangedSince = changedSince }, cancellation);
        var heads = result.Heads.Select(head => new Head(new ChatId(head.ChatId), head.LastSeq, head.ReadSeq, head.Version));
        return (new Heads([.. heads]), result.AsOf);
    }

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    private async Task<IReadOnlyList<UserHeads>> ReadAsync(IReadOnlyList<UserHeadsQuery> queries, CancellationToken cancellation)
    {
        var query = new HeadsQuery { Users = { queries } };
        var result = await _replicas.CallAsync((messaging, replica, token) => messaging.HeadsAsync(replica, query, token), cancellation);
        return result.Users;
    }
}
