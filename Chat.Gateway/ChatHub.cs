using Chat.Contracts.Hub;
using Chat.Gateway.Connections;
using Chat.Gateway.Heartbeats;
using Chat.Gateway.Presence;
using Chat.Gateway.Sending;
using Chat.Gateway.Syncing;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Gateway;

/// <summary>What clients invoke. A method takes the caller's connection and makes one call; the order of invocations is
/// fixed before its first await.</summary>
public sealed class ChatHub(
    ReceiptSender receipts, Replay replay, TokenRenewal renewal, Heartbeat heartbeat, PresenceWatching presence) : Hub
{
    public Task<SendAck> Send(SendRequest? request) => MessageSender.SendAsync(Started(), request, Context.ConnectionAborted);

    // Opens the gate itself: live messages before its replay would be ahead of it.
    public IAsyncEnumerable<Message> Sync(SyncRequest? request, CancellationToken cancellation) =>
        replay.RunAsync(ChatHubLifetime.Of(Context), request!, SyncValidation.Check(request), cancellation);

    public Task Receipt(ReceiptRequest? request) => receipts.SendAsync(Started(), request, Context.ConnectionAborted);

    public Task<Empty> Renew(RenewRequest? request) => renewal.RenewAsync(Started(), request, Context.ConnectionAborted);

    public Task<Heads> Heartbeat(Empty? request) => heartbeat.BeatAsync(Started(), Context.ConnectionAborted);

    public Task<UserPresence[]> WatchPresence(WatchRequest? request) => presence.WatchAsync(Started(), request, Context.ConnectionAborted);

    public void UnwatchPresence(WatchRequest? request) => presence.Unwatch(Started(), request);

    /// <summary>The client's close message, see <see cref="ClosingProtocol"/>.</summary>
    public void Goodbye()
    {
        Farewell.Of(Context).Say();
        Context.Abort();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Farewell.Of(Context).Note(exception);
        return Task.CompletedTask;
    }

    private ClientConnection Started()
    {
        var connection = ChatHubLifetime.Of(Context);
        connection.Start();
        return connection;
    }
}
