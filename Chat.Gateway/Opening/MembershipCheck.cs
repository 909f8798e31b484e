using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.Gateway.Upstream;
using Chat.ServiceDefaults.Batching;

namespace Chat.Gateway.Opening;

/// <param name="IsChannel">Its being open is entered in the registry.</param>
/// <param name="FirstSeq">The first seq that the user may see.</param>
public readonly record struct PresentMembership(bool IsMember, bool IsChannel, long FirstSeq);

/// <summary>Whether users are members of chats now, many in one call to Messaging.</summary>
public sealed class MembershipCheck : IAsyncDisposable
{
    private static readonly BatchBounds Bounds = new(Waiting: 16_384, Items: 256);

    private readonly AnyReplica _replicas;
    private readonly BatchedCall<MembershipOf, PresentMembership> _calls;

    public MembershipCheck(AnyReplica replicas)
    {
        _replicas = replicas;
        _calls = new BatchedCall<MembershipOf, PresentMembership>("membership", Bounds, CheckAsync);
    }

    /// <exception cref="ChatException"><c>unavailable</c> when Messaging cannot be reached or too many wait.</exception>
    public Task<PresentMembership> CheckAsync(ChatId chat, UserId user, CancellationToken cancellation) =>
        _calls.CallAsync(new MembershipOf { ChatId = chat.Value, UserId = user.Value }, cancellation);

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    private async Task<IReadOnlyList<PresentMembership>> CheckAsync(IReadOnlyList<MembershipOf> members, CancellationToken cancellation)
    {
        var query = new MembershipQuery { Members = { members } };
        var result = await _replicas.CallAsync((messaging, replica, token) => messaging.MembershipAsync(replica, query, token), cancellation);
        return [.. result.IsMember.Select((isMember, i) => new PresentMembership(isMember, result.IsChannel[i], result.FirstSeqs[i]))];
    }
}
