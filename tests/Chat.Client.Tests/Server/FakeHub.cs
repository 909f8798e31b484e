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

    public Empty Renew(RenewRequest request)
    {
        chats.Renewals.Enqueue(request.AccessToken!);
        return new Empty();
    }

    public Heads Heartbeat(Empty nothing) => chats.HeadsOf(User);
}
