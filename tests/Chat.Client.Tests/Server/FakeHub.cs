using Chat.Contracts.Hub;
using Chat.Contracts.Ids;
using Chat.Contracts.Rest;
using Microsoft.AspNetCore.SignalR;

namespace Chat.Client.Tests.Server;

internal sealed class FakeHub(FakeChats chats) : Hub
{
    private Tokens Self => (Tokens)Context.GetHttpContext()!.Items["tokens"]!;

    private UserId User => Self.UserId;

    public override Task OnConnectedAsync() => chats.ConnectAsync(User, Self.DeviceId, Context);

    public override Task OnDisconnectedAsync(Exception? exception) => chats.DisconnectAsync(Self.DeviceId, Context.ConnectionId);

    public Task<SendAck> Send(SendRequest request) => chats.SendAsync(User, Self.DeviceId, Context, request);

    public IAsyncEnumerable<Message> Sync(SyncRequest request, CancellationToken cancellationToken) =>
        chats.SyncAsync(User, request, cancellationToken);

    public void Receipt(ReceiptRequest request) => chats.Receipts.Enqueue(request);

    public void Typing(TypingRequest request) => chats.Typing.Enqueue(request);

    public void OpenChat(OpenChatRequest request) => chats.Calls.Enqueue((HubMethods.OpenChat, request.ChatId));

    public void CloseChat(OpenChatRequest request) => chats.Calls.Enqueue((HubMethods.CloseChat, request.ChatId));

    public IReadOnlyList<UserPresence> WatchPresence(WatchRequest request)
    {
        chats.Watches.Enqueue(request);
        return [.. request.UserIds!.Select(user => new UserPresence(user, PresenceStatus.Online, null))];
    }

    public void UnwatchPresence(WatchRequest request) => chats.Calls.Enqueue((HubMethods.UnwatchPresence, null));

    public Empty Renew(RenewRequest request)
    {
        chats.Renewals.Enqueue(request.AccessToken!);
        return new Empty();
    }

    public Heads Heartbeat(Empty nothing) => chats.HeadsOf(User);
}
