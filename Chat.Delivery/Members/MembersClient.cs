using Chat.Contracts.Errors;
using Chat.Contracts.Ids;
using Chat.Contracts.Internal;
using Chat.ServiceDefaults.Batching;
using Chat.ServiceDefaults.Calls;
using Chat.ServiceDefaults.Instances;

namespace Chat.Delivery.Members;

/// <summary>
/// <see cref="FetchMembers"/> over the network: what is asked for together travels together, each chat to the Messaging
/// replica that owns it. A replica that does not answer is suspected, so that the next try goes elsewhere.
/// </summary>
internal sealed partial class MembersClient : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    /// <summary>Full: <c>unavailable</c>, and the caller comes back after its backoff. 64 chats of 10,000 members are
    /// 15 MB of answer.</summary>
    private static readonly BatchBounds Bounds = new(Waiting: 16_384, Items: 64);

    private readonly InternalClient _client;
    private readonly InstanceDirectory _messaging;
    private readonly ILogger<MembersClient> _logger;
    private readonly BatchedCall<ChatId, ChatMembers?> _calls;

    public MembersClient(
        InternalClient client, [FromKeyedServices(ServiceNames.Messaging)] InstanceDirectory messaging, ILogger<MembersClient> logger)
    {
        _logger = logger;
        _client = client;
        _messaging = messaging;
        _calls = new BatchedCall<ChatId, ChatMembers?>("delivery.members", Bounds, AskAsync);
    }

    /// <inheritdoc cref="FetchMembers"/>
    public async Task<ChatMembers> FetchAsync(ChatId chat, CancellationToken cancellation) =>
        await _calls.CallAsync(chat, cancellation) ?? throw ChatException.Unavailable("The members are not to be had now.");

    public ValueTask DisposeAsync() => _calls.DisposeAsync();

    /// <summary>Null for those whose owner did not answer: they are no reason to fail the others.</summary>
    private async Task<IReadOnlyList<ChatMembers?>> AskAsync(IReadOnlyList<ChatId> chats, CancellationToken cancellation)
    {
        var usable = _messaging.Usable;
        var results = new ChatMembers?[chats.Count];
        var calls = Enumerable.Range(0, chats.Count)
            .GroupBy(index => Rendezvous.Pick(usable, chats[index].Value)?.Id)
            .Where(owner => owner.Key is not null)
            .Select(owner => AskOwnerAsync(usable.First(instance => instance.Id == owner.Key), chats, [.. owner], results, cancellation));
        await Task.WhenAll(calls);
        return results;
    }

    private async Task AskOwnerAsync(
        Instance owner, IReadOnlyList<ChatId> chats, int[] indexes, ChatMembers?[] results, CancellationToken cancellation)
    {
        var query = new MembersQuery { ChatIds = { indexes.Select(index => chats[index].Value) } };
        try
        {
            var answer = await _client.CallAsync(owner, InternalRoutes.Members, query, MembersResult.Parser, Deadline, cancellation);
            for (var i = 0; i < indexes.Length && i < answer.Chats.Count; i++)
                results[indexes[i]] = answer.Chats[i];
        }
        catch (ChatException exception)
        {
            // The chats' own retries go on.
            LogNotAnswered(_logger, indexes.Length, owner.Id, exception);
            _messaging.Suspect(owner);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The members of {Count} chats could not be had from {Owner}")]
    private static partial void LogNotAnswered(ILogger logger, int count, string owner, Exception exception);
}
