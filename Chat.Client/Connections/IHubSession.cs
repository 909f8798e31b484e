using Chat.Contracts.Errors;
using Chat.Contracts.Hub;

namespace Chat.Client.Connections;

/// <summary>
/// One connection to the hub. Calls go out in the order of their invocation, many may be under way. Each throws
/// <see cref="ChatException"/> when the server refuses and <see cref="ConnectionLostException"/> when the connection ends first.
/// </summary>
internal interface IHubSession : IAsyncDisposable
{
    /// <summary>Completes when the connection has ended and everything it brought has been told.</summary>
    Task Closed { get; }

    Task<SendAck> SendAsync(SendRequest request, CancellationToken cancellationToken);

    IAsyncEnumerable<Message> SyncAsync(SyncRequest request, CancellationToken cancellationToken);

    Task ReceiptAsync(ReceiptRequest request, CancellationToken cancellationToken);

    /// <summary>Ends with the sending: there is no answer to wait for.</summary>
    Task TypingAsync(TypingRequest request, CancellationToken cancellationToken);

    Task OpenChatAsync(OpenChatRequest request, CancellationToken cancellationToken);

    Task CloseChatAsync(OpenChatRequest request, CancellationToken cancellationToken);

    Task<IReadOnlyList<UserPresence>> WatchPresenceAsync(WatchRequest request, CancellationToken cancellationToken);

    Task UnwatchPresenceAsync(WatchRequest request, CancellationToken cancellationToken);

    Task RenewAsync(string accessToken, CancellationToken cancellationToken);

    Task<Heads> HeartbeatAsync(CancellationToken cancellationToken);
}
