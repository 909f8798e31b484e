using Microsoft.AspNetCore.SignalR;

namespace Chat.Load.Bare;

/// <summary>What SignalR costs by itself: relays to the connection named, stores nothing, checks nothing. A connection's name
/// is its access token; what Chat calls a chat is the other one's name here. Payloads have Chat's fields.</summary>
internal sealed class RelayHub(RelayNames names) : Hub
{
    public override Task OnConnectedAsync()
    {
        names.ConnectionOf[Name] = Context.ConnectionId;
        return Task.CompletedTask;
    }

    public async Task<RelayedAck> Send(RelayedSend send)
    {
        var seq = names.NextSeq(Name);
        var at = DateTimeOffset.UtcNow;
        var id = $"{Name}-{seq}";
        await To(send.ChatId).SendAsync(
            "Message",
            new RelayedMessage(id, Name, seq, "message", Name, Name, send.ClientMsgId, send.Ciphertext, [], at),
            Context.ConnectionAborted);
        return new RelayedAck(send.ClientMsgId, id, send.ChatId, seq, at);
    }

    public Task Receipt(RelayedReceipt receipt) =>
        To(receipt.ChatId).SendAsync(
            "Receipt",
            new RelayedReceiptEvent(Name, Name, receipt.Type, receipt.Seq, DateTimeOffset.UtcNow),
            Context.ConnectionAborted);

    private string Name => (string)Context.GetHttpContext()!.Request.Query["access_token"]!;

    private ISingleClientProxy To(string name) => Clients.Client(names.ConnectionOf[name]);
}
