using System.Runtime.CompilerServices;
using Chat.Contracts.Hub;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Chat.Client.Connections;

internal sealed class SignalRSession : IHubSession
{
    private readonly HubConnection _connection;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SignalRSession(HubConnection connection, IHubEvents events)
    {
        _connection = connection;
        connection.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
        connection.On<Message>(HubEvents.Message, message => events.MessageAsync(message).AsTask());
        connection.On<Receipt>(HubEvents.Receipt, receipt => events.ReceiptAsync(receipt).AsTask());
        connection.On<Typing>(HubEvents.Typing, typing => events.TypingAsync(typing).AsTask());
        connection.On<UserPresence>(HubEvents.Presence, presence => events.PresenceAsync(presence).AsTask());
        connection.On<Heads>(HubEvents.Heads, heads => events.HeadsAsync(heads).AsTask());
        connection.On<ChatChanged>(HubEvents.ChatChanged, change => events.ChatChangedAsync(change).AsTask());
        connection.On<Closing>(HubEvents.Closing, closing => events.ClosingAsync(closing).AsTask());
    }

    public Task Closed => _closed.Task;

    public Task<SendAck> SendAsync(SendRequest request, CancellationToken cancellationToken) =>
        CallAsync(_connection.InvokeAsync<SendAck>(HubMethods.Send, request, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<Message> SyncAsync(
        SyncRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var items = _connection.StreamAsync<Message>(HubMethods.Sync, request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (items)
        {
            while (await CallAsync(items.MoveNextAsync().AsTask(), cancellationToken))
                yield return items.Current;
        }
    }

    public Task ReceiptAsync(ReceiptRequest request, CancellationToken cancellationToken) =>
        CallAsync(HubMethods.Receipt, request, cancellationToken);

    public Task TypingAsync(TypingRequest request, CancellationToken cancellationToken) =>
        CallAsync(AnsweredAsync(_connection.SendAsync(HubMethods.Typing, request, cancellationToken)), cancellationToken);

    public Task OpenChatAsync(OpenChatRequest request, CancellationToken cancellationToken) =>
        CallAsync(HubMethods.OpenChat, request, cancellationToken);

    public Task CloseChatAsync(OpenChatRequest request, CancellationToken cancellationToken) =>
        CallAsync(HubMethods.CloseChat, request, cancellationToken);

    public Task<IReadOnlyList<UserPresence>> WatchPresenceAsync(WatchRequest request, CancellationToken cancellationToken) =>
        CallAsync(
            _connection.InvokeAsync<IReadOnlyList<UserPresence>>(HubMethods.WatchPresence, request, cancellationToken), cancellationToken);

    public Task UnwatchPresenceAsync(WatchRequest request, CancellationToken cancellationToken) =>
        CallAsync(HubMethods.UnwatchPresence, request, cancellationToken);

    public Task RenewAsync(string accessToken, CancellationToken cancellationToken) =>
        CallAsync(_connection.InvokeAsync<Empty>(HubMethods.Renew, new RenewRequest(accessToken), cancellationToken), cancellationToken);

    public Task<Heads> HeartbeatAsync(CancellationToken cancellationToken) =>
        CallAsync(_connection.InvokeAsync<Heads>(HubMethods.Heartbeat, new Empty(), cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _closed.TrySetResult();
    }

    private Task<Empty> CallAsync(string method, object request, CancellationToken cancellationToken) =>
        CallAsync(AnsweredAsync(_connection.InvokeAsync(method, request, cancellationToken)), cancellationToken);

    private static async Task<Empty> AnsweredAsync(Task call)
    {
        await call;
        return new Empty();
    }

    /// <summary>SignalR ends the calls of a lost connection with whatever ended it: to the caller all of that is one thing.</summary>
    private static async Task<T> CallAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call;
        }
        catch (HubException refusal)
        {
            throw HubErrors.Read(refusal);
        }
        catch (Exception failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ConnectionLostException("The connection ended before the answer.", failure);
        }
    }
}
